import type { Metadata } from 'next'
import { listClients } from '#lib/clients/client-store.ts'
import { listReturnRefusals } from '#lib/clients/return-refusal-list.ts'
import { buttonLook } from '../components/button-look.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Header } from '../components/header.tsx'
import { PageHead } from '../components/page-head.tsx'
import { ViewerPage } from '../forms/viewer-page.tsx'
import { AnnouncementHolder, LastAnnouncement } from '../origins/announcement.tsx'
import { ReturnRefusals } from '../origins/return-refusals.tsx'
import { requirePageAdmin } from '../page-session.ts'
import { ClientsTable } from './clients-table.tsx'

export const metadata: Metadata = { title: 'Applications' }

export default async function ClientsPage() {
  const { viewer, renewal } = await requirePageAdmin('/clients')
  const [clients, refusals] = await Promise.all([
    listClients(viewer),
    listReturnRefusals(viewer, { limit: 50, of: 'applications' }),
  ])
  return (
    <ViewerPage id={viewer.id}>
      <AnnouncementHolder>
        <Header viewer={viewer} renewal={renewal} />
        <main className="mx-auto max-w-page px-4 py-8">
          <PageHead
            title="Applications"
            words={
              <>
                What signs people in here by OAuth and OpenID Connect. Pages of allowed{' '}
                <a href="/origins" className="text-link">
                  origins
                </a>{' '}
                do so without being registered.
              </>
            }
          >
            <a href="/clients/new" className={buttonLook.primary}>
              Register an application
            </a>
          </PageHead>
          <div className="mb-2 min-h-6">
            <LastAnnouncement />
          </div>
          {clients.length === 0 ? (
            <EmptyState
              title="No application is registered yet"
              words="Register a wiki, a dashboard or a mobile app, and its people sign in with the accounts that they have here."
            />
          ) : (
            <ClientsTable clients={clients} />
          )}
          <ReturnRefusals of="applications" initial={refusals} />
        </main>
      </AnnouncementHolder>
    </ViewerPage>
  )
}
