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
  return (
    <CardPage
      foot={
        <a href="/users" className="text-link">
          Back to the users
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
