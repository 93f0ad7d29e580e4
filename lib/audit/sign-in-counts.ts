import { db } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { denyAccess } from './deny-access.ts'
import type { AuditResult } from './event.ts'

type Counts = Record<AuditResult, number>
/** The number of sign-ins of each result in the hour or the day that begins at `from`. */
export type SignInCounts = Counts & { from: Date }

const HOUR_MS = 60 * 60 * 1000
/** How many hours or days (UTC) make up a span. */
export const SPANS = {
  '24h': { unit: 'hour', lengthMs: HOUR_MS, times: 24 },
  '7d': { unit: 'hour', lengthMs: HOUR_MS, times: 7 * 24 },
  '30d': { unit: 'day', lengthMs: 24 * HOUR_MS, times: 30 },
} as const
export type Span = keyof typeof SPANS

/** An event may be written this much later than it happened, since some are counted for a minute. */
const MAX_EVENT_DELAY_MS = 2 * 60 * 1000
const MAX_CACHED_COUNTS = 2000

/**
 * Counts the sign-ins that succeeded, were refused, and were limited in each hour or day of `span`, the current one
 * last. An hour or day that is over is counted once and cached. Each is a query of its own, so that other requests
 * need not wait until a month of events is read.
 * @throws Problem 403 `insufficient_role`.
 */
export async function countSignIns(viewer: Viewer, span: Span): Promise<SignInCounts[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'audit_view')
  const { lengthMs, times } = SPANS[span]
  const current = Math.floor(Date.now() / lengthMs) * lengthMs
  const counted: SignInCounts[] = []
  for (let left = times - 1; left >= 0; left--) {
    const from = current - left * lengthMs
    counted.push({ from: new Date(from), ...(await countsOf(from, lengthMs)) })
  }
  return counted
}

async function countsOf(from: number, lengthMs: number): Promise<Counts> {
  const known = onePerProcess('signInCounts', () => new Map<string, Counts>())
  const key = `${from} ${lengthMs}`
  const cached = known.get(key)
  if (cached) return cached
  await yieldToEventLoop()
  const rows = await db().auditEvent.groupBy({
    by: ['result'],
    where: { action: 'sign_in', at: { gte: new Date(from), lt: new Date(from + lengthMs) } },
    _sum: { count: true },
  })
  const of = (result: AuditResult) => rows.find(row => row.result === result)?._sum.count ?? 0
  const counts = { ok: of('ok'), refused: of('refused'), limited: of('limited') }
  if (known.size >= MAX_CACHED_COUNTS) known.clear()
  if (from + lengthMs + MAX_EVENT_DELAY_MS < Date.now()) known.set(key, counts)
  return counts
}
