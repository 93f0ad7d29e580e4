import { z } from 'zod'
import { AuditQuery } from '#lib/audit/schema.ts'
import type { Span } from '#lib/audit/sign-in-counts.ts'

/** How many events a page shows. */
const PAGE_SIZE = 50
const DAY_MS = 24 * 60 * 60 * 1000

/** What the address of the page says: which events, of which time, from where on. */
const EventsView = AuditQuery.pick({ action: true, result: true, q: true, after: true }).extend({
  span: z.enum(['24h', '7d', '30d', 'all']).default('all'),
})
export type EventsView = z.output<typeof EventsView>

const DAYS = { '24h': 1, '7d': 7, '30d': 30 }

/**
 * Reads the address; of a repeated parameter the first counts, and what a form left empty is not there.
 * Null when it says something we do not know.
 */
export function readEventsView(
  params: Record<string, string | string[] | undefined>,
): EventsView | null {
  const firsts = Object.entries(params).map(([name, value]) => [name, [value].flat()[0]])
  const given = firsts.filter(([, value]) => value !== '')
  return EventsView.safeParse(Object.fromEntries(given)).data ?? null
}

/** The query of the store for `view`. */
export function toAuditQuery({ span, ...view }: EventsView): AuditQuery {
  return { ...view, limit: PAGE_SIZE, ...(span !== 'all' && { from: beginOf(span) }) }
}

/** Which span to plot beside the events. */
export function choosePlotSpan({ span }: EventsView): Span {
  return span === 'all' ? '7d' : span
}

/** The address of `view`, without what goes without saying. */
export function buildEventsHref(view: Partial<EventsView>): string {
  const query = new URLSearchParams()
  for (const name of ['action', 'result', 'q', 'after'] as const) {
    if (view[name]) query.set(name, view[name])
  }
  if (view.span && view.span !== 'all') query.set('span', view.span)
  return query.size > 0 ? `/activity?${query}` : '/activity'
}

/** The address of a file of all events that `view` is about, whatever the page. */
export function buildEventExportHref(
  { action, result, q, span }: EventsView,
  format: 'csv' | 'json',
) {
  const query = new URLSearchParams({
    format,
    ...(action && { action }),
    ...(result && { result }),
  })
  if (q) query.set('q', q)
  if (span !== 'all') query.set('from', beginOf(span).toISOString())
  return `/api/audit/export?${query}`
}

function beginOf(span: keyof typeof DAYS): Date {
  return new Date(Date.now() - DAYS[span] * DAY_MS)
}
