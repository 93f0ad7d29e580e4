import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { listMails } from '#lib/mail/list-mails.ts'
import { listStops } from '#lib/mail/stops.ts'
import { Header } from '../components/header.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PageLinks } from '../components/page-links.tsx'
import { PhoneTool, PhoneTools, PhoneToolsButton } from '../components/phone-tools.tsx'
import { ViewerPage } from '../forms/viewer-page.tsx'
import { findListPage } from '../list-page.ts'
import { AnnouncementHolder, LastAnnouncement } from '../origins/announcement.tsx'
import { requirePageAdmin } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { MailsTable } from './mails-table.tsx'
import { OutboxEmpty } from './outbox-empty.tsx'
import { OutboxFilters } from './outbox-filters.tsx'
import { buildOutboxHref, readOutboxView, toOutboxQuery } from './outbox-view.ts'
import { StopsList } from './stops-list.tsx'

export const metadata: Metadata = { title: 'Outbox' }

type Props = { searchParams: Promise<SearchParams> }

export default async function OutboxPage({ searchParams }: Props) {
  const view = readOutboxView(await searchParams)
  const { viewer, renewal } = await requirePageAdmin(buildOutboxHref(view ?? {}))
  const page = view && (await findListPage(listMails(viewer, toOutboxQuery(view))))
  // We cannot read the address, which may be an old bookmark: show all mails instead.
  if (!page) redirect('/outbox')
  const filtered = buildOutboxHref(view) !== '/outbox'
  const hrefAfter = (after: string | null) => after && buildOutboxHref({ ...view, after })
  return (
    <ViewerPage id={viewer.id}>
      <AnnouncementHolder>
        <Header viewer={viewer} renewal={renewal} />
        <main className="group mx-auto max-w-page space-y-4 px-4 py-8">
          <PhoneTools startsOpen={filtered}>
            <PageHead
              title="Outbox"
              words="The mails that wait, and those that were sent or failed in the last 30 days."
            >
              <PhoneToolsButton>Filter</PhoneToolsButton>
            </PageHead>
            <PhoneTool>
              <OutboxFilters view={view} />
            </PhoneTool>
          </PhoneTools>
          <div className="min-h-6">
            <LastAnnouncement />
          </div>
          {page.mails.length === 0 ? (
            <OutboxEmpty filtered={filtered} />
          ) : (
            <MailsTable mails={page.mails} />
          )}
          <PageLinks
            prev={hrefAfter(page.prev)}
            next={hrefAfter(page.next)}
            words={{ prev: 'Newer', next: 'Older' }}
          />
          <StopsList stops={await listStops(viewer)} />
        </main>
      </AnnouncementHolder>
    </ViewerPage>
  )
}
