import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { isAdmin } from '#lib/identity/role.ts'
import { listRefusals } from '#lib/origins/refusal-list.ts'
import { listOrigins } from '#lib/origins/store.ts'
import { buttonLook } from '../components/button-look.ts'
import { Header } from '../components/header.tsx'
import { findPageSession } from '../page-session.ts'
import { AllowOrigin } from './allow-origin.tsx'
import { AnnouncementHolder, LastAnnouncement } from './announcement.tsx'
import { OriginsTable } from './origins-table.tsx'
import { Refusals } from './refusals.tsx'

export const metadata: Metadata = { title: 'Origins' }

export default async function OriginsPage() {
  const session = await findPageSession()
  if (!session.viewer) redirect('/login?next=/origins')
  if (!isAdmin(session.viewer)) redirect('/users')
  const [origins, refusals] = await Promise.all([
    listOrigins(session.viewer),
    listRefusals(session.viewer, 50),
  ])
  const pinned = origins.some(origin => origin.pinned)
  return (
    <AnnouncementHolder>
      <Header viewer={session.viewer} renewal={session.renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1 className="font-semibold text-xl">Origins</h1>
            <p className="text-quiet text-sm">
              Whose pages may call this server. Changes act at once.
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <a href="/docs/static-site" className={buttonLook.plain}>
              For a static site
            </a>
            <a href="/docs/api" className={buttonLook.plain}>
              API
            </a>
            <a href="/origins/doctor" className={buttonLook.plain}>
              Doctor
            </a>
            <AllowOrigin look="primary">Allow an origin</AllowOrigin>
          </div>
        </div>
        <div className="mb-2 min-h-6">
          <LastAnnouncement />
        </div>
        {origins.length === 0 ? <NoOrigins /> : <OriginsTable origins={origins} />}
        {pinned && (
          <p className="mt-2 text-quiet text-sm">
            Pinned origins are set by <span className="font-mono">CORS_ORIGINS</span>, where the
            server is started, and can be changed only there.
          </p>
        )}
        <section aria-labelledby="refused" className="mt-12">
          <h2 id="refused" className="font-semibold">
            Refused
          </h2>
          <p className="mb-4 text-quiet text-sm">
            What browsers were told no for, and why. This list keeps itself up to date.
          </p>
          <Refusals initial={refusals} />
        </section>
      </main>
    </AnnouncementHolder>
  )
}

function NoOrigins() {
  return (
    <div className="rounded-md border border-line bg-raised px-6 py-12 text-center">
      <p className="font-semibold">No origin is allowed yet</p>
      <p className="mx-auto mt-1 max-w-words text-balance text-quiet">
        Only this server’s own pages can call it. Allow the origin of your static site: what stands
        in the address bar up to the first slash after the host.
      </p>
    </div>
  )
}
