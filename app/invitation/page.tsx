import type { Metadata } from 'next'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { InvitationForm } from './invitation-form.tsx'

export const metadata: Metadata = { title: 'Open your account' }

/** Where the mail of an invitation leads. */
export default function InvitationPage() {
  return (
    <CardPage brand={<SiteBrand />}>
      <h1 className="mb-4 font-semibold text-xl">Open your account</h1>
      <InvitationForm />
    </CardPage>
  )
}
