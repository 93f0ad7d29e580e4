import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isUniqueViolation } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { insertUsers } from './insert-users.ts'

let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('postgresql')
}, 60_000)
afterAll(() => stop())

it('writes in the order of the keys, so that two imports of the same users never deadlock', async () => {
  const other = new pg.Client({ connectionString: env().databaseUrl })
  await other.connect()
  const insert = (uid: string) =>
    other.query(
      `INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "role", "version", "updatedAt")
        VALUES ($1, $1, $1, $1, 'User', $1, now())`,
      [uid],
    )
  await other.query('BEGIN')
  await insert('ada')
  const people = ['zoe', 'ada'].map(uid => ({ uid, name: uid }))
  const failure = insertUsers({ id: 0, uid: 'admin' }, people).catch(error => error)
  await vi.waitFor(async () => {
    const waits = `SELECT 1 FROM pg_locks
      WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
    expect((await other.query(waits)).rowCount).toBe(1)
  }, 30_000)
  await insert('zoe')
  await other.query('COMMIT')
  expect(isUniqueViolation(await failure)).toBe(true)
  await other.end()
})
