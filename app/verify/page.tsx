import type { Metadata } from 'next'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { VerifyForm } from './verify-form.tsx'

export const metadata: Metadata = { title: 'E-mail address' }

/** Where the mail to a new address leads. */
export default function VerifyPage() {
  return (
    <CardPage brand={<SiteBrand />}>
      <h1 className="mb-4 font-semibold text-xl">Confirm your e-mail address</h1>
      <VerifyForm />
    </CardPage>
  )
}
