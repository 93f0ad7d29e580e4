import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { listEvents } from '#lib/audit/list.ts'
import { countSignIns } from '#lib/audit/sign-in-counts.ts'
import { buttonLook } from '../components/button-look.ts'
import { Header } from '../components/header.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PageLinks } from '../components/page-links.tsx'
import { PhoneTool, PhoneTools, PhoneToolsButton } from '../components/phone-tools.tsx'
import { ViewerPage } from '../forms/viewer-page.tsx'
import { findListPage } from '../list-page.ts'
import { requirePageAdmin } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { EventFilters } from './event-filters.tsx'
import { EventsEmpty } from './events-empty.tsx'
import { EventsTable } from './events-table.tsx'
import {
  buildEventExportHref,
  buildEventsHref,
  choosePlotSpan,
  readEventsView,
  toAuditQuery,
} from './events-view.ts'
import { describePlot } from './plot-time.ts'
import { SignInPlot } from './sign-in-plot.tsx'

export const metadata: Metadata = { title: 'Audit log' }

type Props = { searchParams: Promise<SearchParams> }

export default async function AuditLogPage({ searchParams }: Props) {
  const view = readEventsView(await searchParams)
  const { viewer, renewal } = await requirePageAdmin(buildEventsHref(view ?? {}))
  const page = view && (await findListPage(listEvents(viewer, toAuditQuery(view))))
  // We cannot read the address, which may be an old bookmark: show all events instead.
  if (!page) redirect('/activity')
  const span = choosePlotSpan(view)
  const hrefAfter = (after: string | null) => after && buildEventsHref({ ...view, after })
  return (
    <ViewerPage id={viewer.id}>
      <Header viewer={viewer} renewal={renewal} />
      <main className="group mx-auto max-w-page space-y-4 px-4 py-8">
        <PhoneTools startsOpen={buildEventsHref({ ...view, after: undefined }) !== '/activity'}>
          <PageHead title="Audit log" words="Who did what, from where, and with what result.">
            <PhoneToolsButton>Filter, export</PhoneToolsButton>
            <PhoneTool className="flex flex-wrap gap-2">
              <a href={buildEventExportHref(view, 'csv')} className={buttonLook.plain}>
                Export CSV
              </a>
              <a href={buildEventExportHref(view, 'json')} className={buttonLook.plain}>
                Export JSON
              </a>
            </PhoneTool>
          </PageHead>
          <SignInPlot times={await countSignIns(viewer, span)} look={describePlot(span)} />
          <PhoneTool>
            <EventFilters view={view} />
          </PhoneTool>
        </PhoneTools>
        {page.events.length === 0 ? <EventsEmpty /> : <EventsTable events={page.events} />}
        <PageLinks
          prev={hrefAfter(page.prev)}
          next={hrefAfter(page.next)}
          words={{ prev: 'Newer', next: 'Older' }}
        />
      </main>
    </ViewerPage>
  )
}
