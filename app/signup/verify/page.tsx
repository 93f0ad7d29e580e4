import type { Metadata } from 'next'
import { buildStepHref } from '#lib/oauth/flow-pages.ts'
import { CardPage } from '../../components/card-page.tsx'
import { SiteBrand } from '../../components/site-brand.tsx'
import { readPageFlow } from '../../flow/page-flow.ts'
import { ReturnLine } from '../../flow/return-line.tsx'
import type { SearchParams } from '../../search-params.ts'
import { OpenAccountForm } from './open-account-form.tsx'

export const metadata: Metadata = { title: 'Open your account' }

type Props = { searchParams: Promise<SearchParams> }

/** Where the mail of a sign-up leads. */
export default async function OpenAccountPage({ searchParams }: Props) {
  const flow = await readPageFlow(searchParams)
  return (
    <CardPage brand={<SiteBrand />} foot={flow.site && <ReturnLine site={flow.site} />}>
      <h1 className="mb-4 font-semibold text-xl">Open your account</h1>
      <OpenAccountForm login={buildStepHref('login', flow)} />
    </CardPage>
  )
}
