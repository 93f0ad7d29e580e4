import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { canMail } from '#lib/mail/settings.ts'
import { buildStepHref } from '#lib/oauth/flow-pages.ts'
import { SIGNED_IN_PATH } from '#lib/origins/web-identity.ts'
import { canMailCode } from '#lib/proofs/mail-code.ts'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { CancelFedcm } from '../flow/cancel-fedcm.tsx'
import { FlowTitle } from '../flow/flow-title.tsx'
import { type PageFlow, readPageFlow } from '../flow/page-flow.ts'
import { ReturnLine } from '../flow/return-line.tsx'
import { findPageSession } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { ForgetChoices } from './forget-choices.tsx'
import { LoginForm } from './login-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<SearchParams> }

export default async function LoginPage({ searchParams }: Props) {
  const flow = await readPageFlow(searchParams)
  const isOther = (await searchParams).account === 'other'
  const isFedcm = flow.next === SIGNED_IN_PATH
  const session = await findPageSession()
  if (session.viewer && !isOther) redirect(flow.next)
  const ended = !session.viewer && session.fault === 'invalid'
  return (
    <CardPage brand={<SiteBrand />} foot={<Help flow={flow} />}>
      <FlowTitle site={flow.site}>Sign in</FlowTitle>
      {ended && <p className="mb-4 text-quiet">Your session has ended. Sign in again.</p>}
      {session.viewer && (
        <p className="mb-4 text-quiet">
          You are signed in as{' '}
          <span className="font-mono text-ink wrap-anywhere">{session.viewer.uid}</span>. That ends
          when you sign in as somebody else.
          {isFedcm && (
            <>
              {' '}
              <a href={flow.next} className="text-link">
                Go on as you are
              </a>
            </>
          )}
        </p>
      )}
      <LoginForm
        next={flow.next}
        hint={flow.site?.parameters.values.login_hint ?? ''}
        canMailCode={canMailCode()}
      />
      {!session.viewer && <ForgetChoices />}
    </CardPage>
  )
}

/** What users without a password or an account can do, and where everybody goes back to. */
function Help({ flow }: { flow: PageFlow }) {
  return (
    <>
      <NoPassword flow={flow} />
      <br />
      <NoAccount flow={flow} />
      {flow.next === SIGNED_IN_PATH && (
        <>
          <br />
          <CancelFedcm />
        </>
      )}
      {flow.site && (
        <>
          <br />
          <ReturnLine site={flow.site} />
        </>
      )}
    </>
  )
}

function NoPassword({ flow }: { flow: PageFlow }) {
  if (!canMail()) return <>Forgot your password? Ask an administrator.</>
  return (
    <a href={buildStepHref('forgot', flow)} className="text-link">
      Forgot your password?
    </a>
  )
}

function NoAccount({ flow }: { flow: PageFlow }) {
  if (env().signup === 'closed') return <>No account? Ask an administrator to create one.</>
  return (
    <>
      No account?{' '}
      <a href={buildStepHref('signup', flow)} className="text-link">
        Sign up
      </a>
    </>
  )
}
