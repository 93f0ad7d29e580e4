import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { sessionEnd } from './end-sessions.ts'

/** How many sessions of one user are valid at a time. When another one begins, the longest unused ends. */
const MAX_SESSIONS = 100
/** How many sessions that ended are kept on record until they expire. */
const MAX_ENDED_SESSIONS = 100
/** How many rows are read at most. More exist only where the bounds did not hold before. */
const MAX_ROWS = 1000

type Surplus = { valid: string[]; ended: string[] }

/**
 * Finds the sessions of `userId` beyond the bounds once another one begins: those that are still `valid`, and those that
 * have `ended`. What was seen last stays.
 * @param replaced the session that ends for the new one.
 * @param parent the session that the new one comes of, which stays.
 */
export async function findSurplusSessions(
  userId: number,
  now: Date,
  { replaced, parent }: { replaced: string | null; parent: string | null },
): Promise<Surplus> {
  const rows = await awaitInTime(
    db().session.findMany({
      where: { userId, expiresAt: { gte: now } },
      select: { id: true, revokedAt: true },
      orderBy: [{ lastSeenAt: 'desc' }, { createdAt: 'desc' }, { id: 'asc' }],
      take: MAX_ROWS,
    }),
  )
  const others = rows.filter(({ id }) => id !== replaced && id !== parent)
  const valid = others.filter(({ revokedAt }) => revokedAt === null)
  const ended = others.filter(({ revokedAt }) => revokedAt !== null)
  return {
    valid: valid.slice(MAX_SESSIONS - (parent === null ? 1 : 2)).map(({ id }) => id),
    ended: ended.slice(MAX_ENDED_SESSIONS).map(({ id }) => id),
  }
}

/**
 * The queries of the transaction that ends the sessions beyond the bound and says so in the audit log, and forgets those
 * that ended before.
 */
export function buildSurplusEnd(
  user: { id: number; uid: string },
  { valid, ended }: Surplus,
  now: Date,
) {
  const forget = ended.length > 0 ? [db().session.deleteMany({ where: { id: { in: ended } } })] : []
  if (valid.length === 0) return forget
  const detail = { sessions: 'oldest', reason: 'too_many', count: valid.length }
  return [
    ...forget,
    sessionEnd({ id: { in: valid } }, now),
    auditInsert({ action: 'session_revoke', result: 'ok', actor: user, detail }),
  ]
}
