import { db } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { denyAccess } from './deny-access.ts'
import type { AuditResult } from './event.ts'

type Counts = Record<AuditResult, number>
/** How many sign-ins there were from `from` on, for an hour or a day. */
export type SignInCounts = Counts & { from: Date }

const HOUR_MS = 60 * 60 * 1000
/** How many of which times (UTC) make up a span. */
export const SPANS = {
  '24h': { unit: 'hour', length: HOUR_MS, times: 24 },
  '7d': { unit: 'hour', length: HOUR_MS, times: 7 * 24 },
  '30d': { unit: 'day', length: 24 * HOUR_MS, times: 30 },
} as const
export type Span = keyof typeof SPANS

/** Records of a time may come this much later: those that are counted for a minute. */
const MAX_EVENT_DELAY_MS = 2 * 60 * 1000
const MAX_CACHED_COUNTS = 2000

/**
 * How many sign-ins went well, were refused and were limited in each hour or day of `span`, the present one
 * last. A time that is over is counted once and remembered, and each is a query of its own, so that nobody
 * waits for a month of records to be read.
 * @throws Problem 403 `insufficient_role`.
 */
export async function countSignIns(viewer: Viewer, span: Span): Promise<SignInCounts[]> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'audit_view')
  const { length, times } = SPANS[span]
  const present = Math.floor(Date.now() / length) * length
  const counted: SignInCounts[] = []
  for (let left = times - 1; left >= 0; left--) {
    const from = present - left * length
    counted.push({ from: new Date(from), ...(await countsOf(from, length)) })
  }
  return counted
}

async function countsOf(from: number, length: number): Promise<Counts> {
  const known = onePerProcess('signInCounts', () => new Map<string, Counts>())
  const key = `${from} ${length}`
  const before = known.get(key)
  if (before) return before
  await yieldToEventLoop()
  const rows = await db().auditEvent.groupBy({
    by: ['result'],
    where: { action: 'sign_in', at: { gte: new Date(from), lt: new Date(from + length) } },
    _sum: { count: true },
  })
  const of = (result: AuditResult) => rows.find(row => row.result === result)?._sum.count ?? 0
  const counts = { ok: of('ok'), refused: of('refused'), limited: of('limited') }
  if (known.size >= MAX_CACHED_COUNTS) known.clear()
  if (from + length + MAX_EVENT_DELAY_MS < Date.now()) known.set(key, counts)
  return counts
}
