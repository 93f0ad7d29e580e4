import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { readOutboxStats } from '#lib/mail/read-outbox-stats.ts'
import type { Tally } from '#lib/metrics/tally.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { readDatabaseState } from '../health/database-state.ts'

/** How long a count of the sessions is reused: counting reads a row for each. */
const SESSION_COUNT_MAX_AGE_MS = 30_000
const MAX_COUNTED_SESSIONS = 100_000

/** The metrics of the whole database: every server that uses it reports the same. */
export async function readDatabaseMetrics(): Promise<Tally> {
  const down = (await readDatabaseState()) === 'down'
  const active = down ? null : await countActiveSessions().catch(() => null)
  const outbox = down ? null : await awaitInTime(readOutboxStats()).catch(() => null)
  return {
    latchkey_database_up: { '': [down ? 0 : 1] },
    ...(active !== null && { latchkey_sessions_active: { '': [active] } }),
    ...(outbox && {
      latchkey_mails_waiting: { '': [outbox.waiting] },
      latchkey_mails_failed: { '': [outbox.failed] },
      latchkey_mails_oldest_seconds: { '': [outbox.oldestSeconds] },
    }),
  }
}

async function countActiveSessions(): Promise<number> {
  const kept = onePerProcess('activeSessions', () => ({ count: 0, at: Number.NEGATIVE_INFINITY }))
  if (performance.now() - kept.at < SESSION_COUNT_MAX_AGE_MS) return kept.count
  const rows = await awaitInTime(
    db().$queryRaw<{ count: number | bigint }[]>`SELECT COUNT(*) AS "count" FROM (
      SELECT 1 FROM "Session" WHERE "expiresAt" > ${new Date()} AND "revokedAt" IS NULL
      LIMIT ${MAX_COUNTED_SESSIONS}) AS active`,
  )
  Object.assign(kept, { count: Number(rows[0]?.count ?? 0), at: performance.now() })
  return kept.count
}
