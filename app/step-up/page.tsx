import type { Metadata } from 'next'
import { CardPage } from '../components/card-page.tsx'
import { toSafeNext } from '../login/safe-next.ts'
import { requirePageViewer } from '../page-session.ts'
import { StepUpForm } from './step-up-form.tsx'

export const metadata: Metadata = { title: 'Enter your password' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

/** Asks for the password before a download that needs a fresh proof of it. */
export default async function StepUpPage({ searchParams }: Props) {
  const next = toSafeNext((await searchParams).next)
  const { viewer } = await requirePageViewer(next)
  const back = findWayBack(next)
  return (
    <CardPage
      foot={
        <a href={back.href} className="text-link">
          {back.words}
        </a>
      }
    >
      <h1 className="mb-1 font-semibold text-xl">Enter your password again</h1>
      <p className="mb-4 text-quiet">
        You entered it more than ten minutes ago, and what you are about to do is sensitive.
      </p>
      <StepUpForm uid={viewer.uid} next={next} />
    </CardPage>
  )
}

/** The page with the link to the download at `next`. */
function findWayBack(next: string): { href: string; words: string } {
  if (next.startsWith('/api/id/')) return { href: '/account', words: 'Back to your account' }
  if (next.startsWith('/api/audit/')) return { href: '/activity', words: 'Back to the audit log' }
  return { href: '/users', words: 'Back to the users' }
}
