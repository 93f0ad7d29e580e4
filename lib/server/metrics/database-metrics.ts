import { db } from '#lib/db/db.ts'
import { inTime } from '#lib/db/query-timeout.ts'
import type { Tally } from '#lib/metrics/tally.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { databaseState } from '../health/database-answers.ts'

/** Sessions are counted so often at most, in milliseconds, and so far: it reads a row for each. */
const FRESH = 30_000
const MOST_COUNTED = 100_000

/** What is so of the whole database, whoever of its servers is asked. */
export async function databaseFigures(): Promise<Tally> {
  const down = (await databaseState()) === 'down'
  const active = down ? null : await activeSessions().catch(() => null)
  return {
    latchkey_database_up: { '': [down ? 0 : 1] },
    ...(active !== null && { latchkey_sessions_active: { '': [active] } }),
  }
}

async function activeSessions(): Promise<number> {
  const kept = onePerProcess('activeSessions', () => ({ count: 0, at: Number.NEGATIVE_INFINITY }))
  if (performance.now() - kept.at < FRESH) return kept.count
  const rows = await inTime(
    db().$queryRaw<{ count: number | bigint }[]>`SELECT COUNT(*) AS "count" FROM (
      SELECT 1 FROM "Session" WHERE "expiresAt" > ${new Date()} AND "revokedAt" IS NULL
      LIMIT ${MOST_COUNTED}) AS active`,
  )
  Object.assign(kept, { count: Number(rows[0]?.count ?? 0), at: performance.now() })
  return kept.count
}
