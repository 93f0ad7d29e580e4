import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { buttonLook } from '../components/button-look.ts'
import { CardPage } from '../components/card-page.tsx'
import { buildLoginHref } from '../login/login-href.ts'
import { toSafeNext } from '../login/safe-next.ts'
import { findPageSession } from '../page-session.ts'
import { SignupForm } from './signup-form.tsx'

export const metadata: Metadata = { title: 'Sign up' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export default async function SignupPage({ searchParams }: Props) {
  const next = toSafeNext((await searchParams).next)
  const { viewer } = await findPageSession()
  if (viewer) redirect(next)
  const login = buildLoginHref(next)
  if (env().signup === 'closed') return <Closed login={login} />
  return (
    <CardPage
      foot={
        <>
          Have an account?{' '}
          <a href={login} className="text-link">
            Sign in
          </a>
        </>
      }
    >
      <h1 className="mb-4 font-semibold text-xl">Sign up</h1>
      <SignupForm next={next} />
    </CardPage>
  )
}

function Closed({ login }: { login: string }) {
  return (
    <CardPage>
      <h1 className="mb-2 font-semibold text-xl">Sign-up is closed</h1>
      <p className="text-quiet">
        An administrator creates the accounts here. Ask them for one. If you already have an
        account, sign in.
      </p>
      <a href={login} className={`${buttonLook.primary} mt-6 w-full`}>
        Sign in
      </a>
    </CardPage>
  )
}
