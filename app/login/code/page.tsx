import type { Metadata } from 'next'
import { CardPage } from '../../components/card-page.tsx'
import { SiteBrand } from '../../components/site-brand.tsx'
import { CodeLinkForm } from './code-link-form.tsx'

export const metadata: Metadata = { title: 'Code to sign in' }

/** Where the mail with a code leads. */
export default function CodeLinkPage() {
  return (
    <CardPage brand={<SiteBrand />}>
      <h1 className="mb-4 font-semibold text-xl">Code to sign in</h1>
      <CodeLinkForm />
    </CardPage>
  )
}
