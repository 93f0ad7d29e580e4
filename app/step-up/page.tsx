import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CardPage } from '../components/card-page.tsx'
import { toSafeNext } from '../login/safe-next.ts'
import { findPageSession } from '../page-session.ts'
import { StepUpForm } from './step-up-form.tsx'

export const metadata: Metadata = { title: 'Enter your password' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

/** Where a download that needs a fresh proof leads to. */
export default async function StepUpPage({ searchParams }: Props) {
  const next = toSafeNext((await searchParams).next)
  const { viewer } = await findPageSession()
  if (!viewer) redirect(`/login?next=${encodeURIComponent(next)}`)
  return (
    <CardPage
      foot={
        <a href="/users" className="text-link">
          Back to the users
        </a>
      }
    >
      <h1 className="mb-1 font-semibold text-xl">Enter your password once more</h1>
      <p className="mb-4 text-quiet">
        It was asked for more than ten minutes ago, and what you are about to do is sensitive.
      </p>
      <StepUpForm uid={viewer.uid} next={next} />
    </CardPage>
  )
}
