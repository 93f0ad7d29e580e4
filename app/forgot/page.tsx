import type { Metadata } from 'next'
import { canMail } from '#lib/mail/settings.ts'
import { buildStepHref } from '#lib/oauth/flow-pages.ts'
import { buttonLook } from '../components/button-look.ts'
import { CardPage } from '../components/card-page.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { readPageFlow } from '../flow/page-flow.ts'
import { ReturnLine } from '../flow/return-line.tsx'
import type { SearchParams } from '../search-params.ts'
import { ForgotForm } from './forgot-form.tsx'

export const metadata: Metadata = { title: 'Forgotten password' }

type Props = { searchParams: Promise<SearchParams> }

/** Mails somebody a link and a code for a new password, and takes the code. */
export default async function ForgotPage({ searchParams }: Props) {
  const flow = await readPageFlow(searchParams)
  const hasCode = (await searchParams).have === 'code'
  const login = buildStepHref('login', flow)
  const again = buildStepHref('forgot', flow)
  if (!canMail()) return <NoMail login={login} />
  return (
    <CardPage
      brand={<SiteBrand />}
      foot={
        <>
          <a href={login} className="text-link">
            Back to sign-in
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
      <h1 className="mb-4 font-semibold text-xl">Forgotten password</h1>
      <ForgotForm login={login} again={again} hasCode={hasCode} />
    </CardPage>
  )
}

function NoMail({ login }: { login: string }) {
  return (
    <CardPage brand={<SiteBrand />}>
      <h1 className="mb-2 font-semibold text-xl">Forgotten password</h1>
      <p className="text-quiet">
        This server sends no mails. Ask an administrator for a link to choose a new password.
      </p>
      <a href={login} className={`${buttonLook.primary} mt-6 w-full`}>
        Sign in
      </a>
    </CardPage>
  )
}
