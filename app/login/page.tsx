import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { CardPage } from '../components/card-page.tsx'
import { findPageSession } from '../page-session.ts'
import { ForgetChoices } from './forget-choices.tsx'
import { LoginForm } from './login-form.tsx'
import { toSafeNext } from './safe-next.ts'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export default async function LoginPage({ searchParams }: Props) {
  const next = toSafeNext((await searchParams).next)
  const session = await findPageSession()
  if (session.viewer) redirect(next)
  const ended = session.fault === 'invalid'
  return (
    <CardPage foot={<Help next={next} />}>
      <h1 className="mb-4 font-semibold text-xl">Sign in</h1>
      {ended && <p className="mb-4 text-quiet">Your session has ended. Sign in again.</p>}
      <LoginForm next={next} />
      <ForgetChoices />
    </CardPage>
  )
}

/** What users without a password or an account can do. */
function Help({ next }: { next: string }) {
  return (
    <>
      Forgot your password? Ask an administrator.
      <br />
      <NoAccount next={next} />
    </>
  )
}

function NoAccount({ next }: { next: string }) {
  if (env().signup === 'closed') return <>No account? Ask an administrator to create one.</>
  return (
    <>
      No account?{' '}
      <a href={`/signup?next=${encodeURIComponent(next)}`} className="text-link">
        Sign up
      </a>
    </>
  )
}
