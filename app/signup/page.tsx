import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { buildStepHref } from '#lib/oauth/flow-pages.ts'
import { buttonLook } from '../components/button-look.ts'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { FlowTitle } from '../flow/flow-title.tsx'
import { readPageFlow } from '../flow/page-flow.ts'
import { ReturnLine } from '../flow/return-line.tsx'
import { findPageSession } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { SignupForm } from './signup-form.tsx'

export const metadata: Metadata = { title: 'Sign up' }

type Props = { searchParams: Promise<SearchParams> }

export default async function SignupPage({ searchParams }: Props) {
  const flow = await readPageFlow(searchParams)
  const { viewer } = await findPageSession()
  if (viewer) redirect(flow.next)
  const login = buildStepHref('login', flow)
  if (env().signup === 'closed') return <Closed login={login} />
  return (
    <CardPage
      brand={<SiteBrand />}
      foot={
        <>
          Have an account?{' '}
          <a href={login} className="text-link">
            Sign in
          </a>
          {flow.site && (
            <>
              <br />
              <ReturnLine site={flow.site} />
            </>
          )}
        </>
      }
    >
      <FlowTitle site={flow.site}>Sign up</FlowTitle>
      <SignupForm
        next={flow.next}
        codeHref={env().signupVerify ? buildStepHref('signup-code', flow) : null}
      />
    </CardPage>
  )
}

function Closed({ login }: { login: string }) {
  return (
    <CardPage brand={<SiteBrand />}>
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
