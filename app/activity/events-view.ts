import { z } from 'zod'
import { AuditQuery } from '#lib/audit/schema.ts'
import type { Span } from '#lib/audit/sign-in-counts.ts'
import { readFirstParams, type SearchParams } from '../search-params.ts'

/** How many events a page shows. */
const PAGE_SIZE = 50
const DAY_MS = 24 * 60 * 60 * 1000

/** What the address of the page says: which events, of which time, and where the page begins. */
const EventsView = AuditQuery.pick({ action: true, result: true, q: true, after: true }).extend({
  span: z.enum(['24h', '7d', '30d', 'all']).default('all'),
})
export type EventsView = z.output<typeof EventsView>

const DAYS = { '24h': 1, '7d': 7, '30d': 30 }

/** Reads the address; null if it says something that we do not know. */
export function readEventsView(params: SearchParams): EventsView | null {
  return EventsView.safeParse(readFirstParams(params)).data ?? null
}

/** The query of the store for `view`. */
export function toAuditQuery({ span, ...view }: EventsView): AuditQuery {
  return { ...view, limit: PAGE_SIZE, ...(span !== 'all' && { from: findStart(span) }) }
}

/** The time span to plot beside the events. */
export function choosePlotSpan({ span }: EventsView): Span {
  return span === 'all' ? '7d' : span
}

/** The address of `view`, without the defaults. */
export function buildEventsHref(view: Partial<EventsView>): string {
  const query = new URLSearchParams()
  for (const name of ['action', 'result', 'q', 'after'] as const) {
    if (view[name]) query.set(name, view[name])
  }
  if (view.span && view.span !== 'all') query.set('span', view.span)
  return query.size > 0 ? `/activity?${query}` : '/activity'
}

/** The address of a file with all events of `view`, on every page. */
export function buildEventExportHref(
  { action, result, q, span }: EventsView,
  format: 'csv' | 'json',
): string {
  const query = new URLSearchParams({ format })
  if (action) query.set('action', action)
  if (result) query.set('result', result)
  if (q) query.set('q', q)
  if (span !== 'all') query.set('from', findStart(span).toISOString())
  return `/api/audit/export?${query}`
}

function findStart(span: keyof typeof DAYS): Date {
  return new Date(Date.now() - DAYS[span] * DAY_MS)
}
