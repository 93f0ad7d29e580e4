import type { Metadata } from 'next'
import { hasMailCode } from '#lib/proofs/mail-code.ts'
import { askAgain } from '#lib/sign-in/prove-again.ts'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { OtherAccount } from '../flow/other-account.tsx'
import { readPageFlow } from '../flow/page-flow.ts'
import { ReturnLine } from '../flow/return-line.tsx'
import { SiteName } from '../flow/site-name.tsx'
import { describeStepUp } from '../forms/step-up-words.ts'
import { requirePageViewer } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { StepUpForm } from './step-up-form.tsx'

export const metadata: Metadata = { title: 'Enter your password' }

type Props = { searchParams: Promise<SearchParams> }

/** Asks who it is before what needs a fresh proof of that: a download, or a site that wants one. */
export default async function StepUpPage({ searchParams }: Props) {
  const flow = await readPageFlow(searchParams)
  const { next, site } = flow
  const { viewer } = await requirePageViewer(next)
  const question = await askAgain(viewer)
  const { title, since } = describeStepUp(question)
  const form = (
    <StepUpForm
      uid={viewer.uid}
      next={next}
      question={question}
      canMailCode={hasMailCode(viewer)}
    />
  )
  if (site) {
    return (
      <CardPage brand={<SiteBrand />} foot={<ReturnLine site={site} />}>
        <h1 className="mb-1 font-semibold text-xl">{title}</h1>
        <p className="mb-2 text-quiet">
          <SiteName site={site} /> asks you to prove that it is you.
        </p>
        <p className="mb-4 text-quiet">
          <OtherAccount uid={viewer.uid} flow={flow} />
        </p>
        {form}
      </CardPage>
    )
  }
  const back = findWayBack(next)
  return (
    <CardPage
      foot={
        <a href={back.href} className="text-link">
          {back.words}
        </a>
      }
    >
      <h1 className="mb-1 font-semibold text-xl">{title}</h1>
      <p className="mb-4 text-quiet">{`${since}, and what you are about to do is sensitive.`}</p>
      {form}
    </CardPage>
  )
}

/** The page with the link to the download at `next`. */
function findWayBack(next: string): { href: string; words: string } {
  if (next.startsWith('/api/id/')) return { href: '/account', words: 'Back to your account' }
  if (next.startsWith('/api/audit/')) return { href: '/activity', words: 'Back to the audit log' }
  return { href: '/users', words: 'Back to the users' }
}
