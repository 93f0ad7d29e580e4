import { z } from 'zod'
import { AuditQuery } from '#lib/audit/schema.ts'
import type { Span } from '#lib/audit/sign-in-counts.ts'

/** How many events a page shows. */
const PAGE = 50
const DAY = 24 * 60 * 60 * 1000

/** What the address of the page says: which events, of which time, from where on. */
const ActivityView = AuditQuery.pick({ action: true, result: true, q: true, after: true }).extend({
  span: z.enum(['24h', '7d', '30d', 'all']).default('all'),
})
export type ActivityView = z.output<typeof ActivityView>

const DAYS = { '24h': 1, '7d': 7, '30d': 30 }

/**
 * Reads the address; of a repeated parameter the first counts, and what a form left empty is not there.
 * Null when it says something we do not know.
 */
export function readActivity(
  params: Record<string, string | string[] | undefined>,
): ActivityView | null {
  const firsts = Object.entries(params).map(([name, value]) => [name, [value].flat()[0]])
  const given = firsts.filter(([, value]) => value !== '')
  return ActivityView.safeParse(Object.fromEntries(given)).data ?? null
}

/** The query of the store for `view`. */
export function queryOf({ span, ...view }: ActivityView): AuditQuery {
  return { ...view, limit: PAGE, ...(span !== 'all' && { from: beginOf(span) }) }
}

/** Which span to plot beside the events. */
export function plotted({ span }: ActivityView): Span {
  return span === 'all' ? '7d' : span
}

/** The address of `view`, without what goes without saying. */
export function activityHref(view: Partial<ActivityView>): string {
  const query = new URLSearchParams()
  for (const name of ['action', 'result', 'q', 'after'] as const) {
    if (view[name]) query.set(name, view[name])
  }
  if (view.span && view.span !== 'all') query.set('span', view.span)
  return query.size > 0 ? `/activity?${query}` : '/activity'
}

/** The address of a file of all events that `view` is about, whatever the page. */
export function exportHref({ action, result, q, span }: ActivityView, format: 'csv' | 'json') {
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
  return new Date(Date.now() - DAYS[span] * DAY)
}
