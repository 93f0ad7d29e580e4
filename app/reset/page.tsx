import type { Metadata } from 'next'
import { canMail } from '#lib/mail/settings.ts'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { ResetForm } from './reset-form.tsx'

export const metadata: Metadata = { title: 'New password' }

export default function ResetPage() {
  return (
    <CardPage brand={<SiteBrand />}>
      <h1 className="mb-4 font-semibold text-xl">New password</h1>
      <ResetForm canMail={canMail()} />
    </CardPage>
  )
}
