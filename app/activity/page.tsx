import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { EventJson } from '#lib/audit/event-json.ts'
import { listEvents } from '#lib/audit/list.ts'
import type { EventPage } from '#lib/audit/newest.ts'
import { countSignIns } from '#lib/audit/sign-in-counts.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buttonLook } from '../components/button-look.ts'
import { Header } from '../components/header.tsx'
import { ListLink } from '../components/list-link.tsx'
import { findPageSession } from '../page-session.ts'
import { EventFilters } from './event-filters.tsx'
import { EventsEmpty } from './events-empty.tsx'
import { EventsTable } from './events-table.tsx'
import {
  buildEventExportHref,
  buildEventsHref,
  choosePlotSpan,
  type EventsView,
  readEventsView,
  toAuditQuery,
} from './events-view.ts'
import { describePlot } from './plot-time.ts'
import { SignInPlot } from './sign-in-plot.tsx'

export const metadata: Metadata = { title: 'Activity' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AuditEventsPage({ searchParams }: Props) {
  const view = readEventsView(await searchParams)
  const session = await findPageSession()
  if (!session.viewer) redirect(`/login?next=${encodeURIComponent(buildEventsHref(view ?? {}))}`)
  if (!isAdmin(session.viewer)) redirect('/users')
  const page = view && (await pageOf(session.viewer, view))
  // An address that we cannot read, an old bookmark perhaps: all there is, is the next best.
  if (!page) redirect('/activity')
  const span = choosePlotSpan(view)
  return (
    <>
      <Header viewer={session.viewer} renewal={session.renewal} />
      <main className="group mx-auto max-w-page space-y-4 px-4 py-8">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1 className="font-semibold text-xl">Activity</h1>
            <p className="text-quiet text-sm">Who did what, from where, and what came of it.</p>
          </div>
          <div className="flex flex-wrap gap-2">
            <a href={buildEventExportHref(view, 'csv')} download className={buttonLook.plain}>
              Export CSV
            </a>
            <a href={buildEventExportHref(view, 'json')} download className={buttonLook.plain}>
              Export JSON
            </a>
          </div>
        </div>
        <SignInPlot times={await countSignIns(session.viewer, span)} look={describePlot(span)} />
        <EventFilters view={view} />
        {page.events.length === 0 ? <EventsEmpty /> : <EventsTable events={page.events} />}
        {(page.prev || page.next) && (
          <nav aria-label="Pages" className="flex justify-between gap-2">
            <Neighbour view={view} after={page.prev} words="Newer" />
            <Neighbour view={view} after={page.next} words="Older" />
          </nav>
        )}
      </main>
    </>
  )
}

type NeighbourProps = { view: EventsView; after: string | null; words: 'Newer' | 'Older' }

function Neighbour({ view, after, words }: NeighbourProps) {
  if (!after) return <span />
  const rel = words === 'Newer' ? 'prev' : 'next'
  return (
    <ListLink href={buildEventsHref({ ...view, after })} rel={rel} className={buttonLook.plain}>
      {words}
    </ListLink>
  )
}

/** @returns null for a cursor that no page gave. */
async function pageOf(viewer: Viewer, view: EventsView): Promise<EventPage<EventJson> | null> {
  try {
    return await listEvents(viewer, toAuditQuery(view))
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return null
    throw error
  }
}
