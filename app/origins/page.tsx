import type { Metadata } from 'next'
import { listReturnAddresses } from '#lib/clients/return-address-store.ts'
import { listReturnRefusals } from '#lib/clients/return-refusal-list.ts'
import { listHeaders } from '#lib/origins/headers.ts'
import { listRefusals } from '#lib/origins/refusal-list.ts'
import { listOrigins } from '#lib/origins/store.ts'
import { buttonLook } from '../components/button-look.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Header } from '../components/header.tsx'
import { PageHead } from '../components/page-head.tsx'
import { ViewerPage } from '../forms/viewer-page.tsx'
import { requirePageAdmin } from '../page-session.ts'
import { AllowOrigin } from './allow-origin.tsx'
import { AnnouncementHolder, LastAnnouncement } from './announcement.tsx'
import { groupAddresses } from './group-addresses.ts'
import { HeadersList } from './headers-list.tsx'
import { KeptGrants } from './kept-grants.tsx'
import { OriginsTable } from './origins-table.tsx'
import { Refusals } from './refusals.tsx'
import { ReturnRefusals } from './return-refusals.tsx'
import { StrayAddresses } from './stray-addresses.tsx'

export const metadata: Metadata = { title: 'Origins' }

export default async function OriginsPage() {
  const { viewer, renewal } = await requirePageAdmin('/origins')
  const [origins, headers, refusals, addresses, returnRefusals] = await Promise.all([
    listOrigins(viewer),
    listHeaders(viewer),
    listRefusals(viewer, 50),
    listReturnAddresses(viewer),
    listReturnRefusals(viewer, { limit: 50, of: 'origins' }),
  ])
  const addressesOf = groupAddresses(origins, addresses)
  const pinned = origins.some(origin => origin.pinned)
  return (
    <ViewerPage id={viewer.id}>
      <AnnouncementHolder>
        <Header viewer={viewer} renewal={renewal} />
        <main className="mx-auto max-w-page px-4 py-8">
          <PageHead
            title="Origins"
            words="Which sites’ pages can call this server. Changes take effect at once."
          >
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
          </PageHead>
          <div className="mb-2 min-h-6">
            <LastAnnouncement />
          </div>
          <KeptGrants
            origins={origins.filter(({ chosen }) => !chosen).map(({ origin }) => origin)}
          />
          {origins.length === 0 ? (
            <EmptyState
              title="No origin is allowed yet"
              words="Only this server’s own pages can call it. Allow the origin of your static site: the part of its address before the first slash after the host."
            />
          ) : (
            <OriginsTable origins={origins} addressesOf={addressesOf} />
          )}
          {pinned && (
            <p className="mt-2 text-quiet text-sm">
              Pinned origins come from the setting <span className="font-mono">CORS_ORIGINS</span>{' '}
              and can be changed only there. What their pages may do is set by{' '}
              <span className="font-mono">CORS_ACCESS</span> and{' '}
              <span className="font-mono">CORS_PASSWORDS</span>.
            </p>
          )}
          <StrayAddresses addresses={addressesOf.get(null) ?? []} />
          <HeadersList headers={headers} />
          <section aria-labelledby="refused" className="mt-12">
            <h2 id="refused" className="font-semibold">
              Refused
            </h2>
            <p className="mb-4 text-quiet text-sm">
              Requests that were blocked, and why. This list updates itself.
            </p>
            <Refusals initial={refusals} />
          </section>
          <ReturnRefusals of="origins" initial={returnRefusals} />
        </main>
      </AnnouncementHolder>
    </ViewerPage>
  )
}
