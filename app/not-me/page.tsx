import type { Metadata } from 'next'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { NotMeForm } from './not-me-form.tsx'

export const metadata: Metadata = { title: 'This was not me' }

/** Where the notices lead that say what happened to an account. */
export default function NotMePage() {
  return (
    <CardPage brand={<SiteBrand />}>
      <h1 className="mb-4 font-semibold text-xl">Take your account back</h1>
      <NotMeForm />
    </CardPage>
  )
}
