import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { readEngine, resolveSqlitePath } from './database-url.ts'
import { db } from './db.ts'
import { isDiskFull } from './file-fault.ts'

const state = () => onePerProcess('unwritable', () => ({ noted: false }))

/** A row that no limit looks at. */
const PROBE = 'write-probe'

/** Notes that a write has failed because the database takes none. */
export function noteUnwritable(): void {
  state().noted = true
}

/**
 * Whether the database takes writes. It is asked only after a write has failed; in between, a SQLite file counts as
 * writable for as long as its disk has room.
 */
export async function takesWrites(): Promise<boolean> {
  const { databaseUrl } = env()
  if (readEngine(databaseUrl) === 'sqlite' && isDiskFull(resolveSqlitePath(databaseUrl)))
    return false
  if (state().noted) {
    state().noted = await probeWrite().then(
      () => false,
      () => true,
    )
  }
  return !state().noted
}

/** Writes and removes a row. @throws what the database refuses it with. */
export async function probeWrite(): Promise<void> {
  const row = { key: PROBE, points: 0, expire: new Date(0) }
  await db().$transaction([
    db().rateLimit.upsert({ where: { key: PROBE }, create: row, update: row }),
    db().rateLimit.deleteMany({ where: { key: PROBE } }),
  ])
}
