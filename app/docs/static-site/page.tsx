import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { env } from '#lib/env/env.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { consultSignIn } from '#lib/oauth/doctor/consult-sign-in.ts'
import { SignInQuestion } from '#lib/oauth/doctor/question.ts'
import { listAllowableModes } from '#lib/origins/allowable-modes.ts'
import { readPastedOrigin } from '#lib/origins/pasted-origin.ts'
import { listOrigins } from '#lib/origins/store.ts'
import { publishedClient, publishedSignIn } from '#lib/published/client.ts'
import { findPageSession } from '../../page-session.ts'
import type { SearchParams } from '../../search-params.ts'
import { DocsHeader } from '../docs-header.tsx'
import { Snippet } from '../snippet.tsx'
import { FirstPage } from './first-page.tsx'
import { buildDoctorLine, buildPinnedLines } from './lines.ts'
import { OriginPicker } from './origin-picker.tsx'
import { Troubles } from './troubles.tsx'
import { TryHere } from './try-here.tsx'

export const metadata: Metadata = { title: 'For your static site' }

type Props = { searchParams: Promise<SearchParams> }

export default async function StaticSitePage({ searchParams }: Props) {
  const { origin: asked = '' } = await searchParams
  const typed = String(asked).trim()
  const origin = readPastedOrigin(typed) ?? typed
  const { viewer } = await findPageSession()
  const admin = isAdmin(viewer) ? viewer : null
  const list = admin ? await listOrigins(admin) : []
  const known = list.map(one => one.origin)
  const address = origin + readPath(typed, origin)
  const question = SignInQuestion.safeParse({ origin: address }).data
  const { summary } =
    admin && origin && question ? await consultSignIn(admin, question) : { summary: null }
  const offered = !known.includes(origin) && listAllowableModes(origin).length > 0
  const server = env().publicUrl.origin
  return (
    <>
      <DocsHeader current="/docs/static-site" />
      <main className="mx-auto max-w-page px-4 py-6">
        <h1 className="font-semibold text-xl">For your static site</h1>
        <p className="mb-6 max-w-words text-quiet">
          Sign users in from a page on GitHub Pages, or on any other host of static files. There is
          nothing to install: the browser loads the client from this server.
        </p>
        <div className="gap-12 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="space-y-8">
            <Part title="1. Have your origin allowed">
              <div className="max-w-words space-y-3">
                <OriginPicker
                  origin={origin}
                  address={address}
                  known={known}
                  offered={offered}
                  isAdmin={admin !== null}
                  summary={summary}
                />
              </div>
            </Part>
            <Part title="2. Save and serve this page">
              <FirstPage server={server} origin={origin} address={address} />
            </Part>
            <Part title="3. Try it here">
              <TryHere server={server} />
            </Part>
            <Part title="4. Pin a version, if you like">
              <p className="max-w-words">
                With an import map the browser runs exactly this text of the client, and nothing
                else. Import from <code className="font-mono">'latchkey'</code> then. When this
                server is updated, the old version is gone and the page has to name the new one.
              </p>
              <Snippet
                label="In the head of your page"
                code={buildPinnedLines(server, publishedClient, publishedSignIn)}
              />
            </Part>
          </div>
          <aside aria-labelledby="troubles" className="max-lg:mt-12">
            <h2 id="troubles" className="mb-3 font-semibold">
              When it does not work
            </h2>
            <div className="max-w-words space-y-3">
              <p>
                Ask the server why. Paste these lines into the console of your own page:{' '}
                <code className="font-mono">signIn</code> and{' '}
                <code className="font-mono">call</code> have the cause of every step that fails,{' '}
                <code className="font-mono">worker</code> names a service worker that stands in
                between.
              </p>
              <Snippet label="In the console of your page" code={buildDoctorLine(server)} />
              <Troubles server={server} />
            </div>
          </aside>
        </div>
      </main>
    </>
  )
}

/** The path of the page that is named, unless it is the first of its site. */
function readPath(typed: string, origin: string): string {
  const url = URL.parse(typed) ?? URL.parse(`https://${typed}`)
  return url?.origin === origin && url.pathname !== '/' ? url.pathname : ''
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-3">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}
