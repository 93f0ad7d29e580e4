import cluster from 'node:cluster'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { startPostgres } from '../../e2e/fixtures/postgres.ts'
import { makeUserRow } from '../../e2e/fixtures/rows.ts'
import { startScratch } from '../../e2e/fixtures/scratch.ts'
import { migrate } from '../../prisma/migrate.ts'
import { connectDatabase } from './connection.ts'
import { resolveSqlitePath } from './database-url.ts'
import { isDatabaseDown } from './db.ts'

afterEach(() => {
  Object.assign(cluster, { isWorker: false })
})

const faultOf = (query: Promise<unknown>) => query.catch(error => error)

test('a Postgres server that is not there is a database that is down', async () => {
  const { client, readSession, close } = connectDatabase('postgresql://me:it@127.0.0.1:1/latchkey')
  expect(isDatabaseDown(await faultOf(client.user.count()))).toBe(true)
  expect(isDatabaseDown(await faultOf(readSession('none')))).toBe(true)
  await close()
})

test('a Postgres server that goes away ends queries, not the process', async () => {
  const postgres = await startPostgres()
  const url = await postgres.createDatabase()
  await migrate(url)
  const both = connectDatabase(url)
  const readerAlone = connectDatabase(url)
  await Promise.all([both.client.user.count(), readerAlone.readSession('none')])
  await postgres.stop()
  expect(isDatabaseDown(await faultOf(both.client.user.count()))).toBe(true)
  expect(isDatabaseDown(await faultOf(readerAlone.readSession('none')))).toBe(true)
  await Promise.all([both.close(), readerAlone.close()])
}, 60_000)

test('a Postgres connection that is cut under a query is a database that is down, and replaced', async () => {
  const scratch = await startScratch('postgresql')
  const url = await scratch.createDatabase()
  await migrate(url)
  const { client, close } = connectDatabase(url)
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  const asleep = faultOf(
    client.$transaction([client.$queryRaw`SELECT 1 FROM pg_sleep(20)`, client.user.count()]),
  )
  await vi.waitFor(async () => {
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()`
    expect((await other.query(cut)).rowCount).toBe(1)
  }, 10_000)
  expect(isDatabaseDown(await asleep)).toBe(true)
  expect(await client.user.count()).toBe(0)
  await other.end()
  await close()
  await scratch.stop()
})

test('a Postgres connection whose transaction is left open by a hang is handed to nobody', async () => {
  const scratch = await startScratch('postgresql')
  const url = await scratch.createMigrated()
  const { client, close } = connectDatabase(`${url}?query_timeout=1000`)
  const put = (key: string) => client.rateLimit.create({ data: { key, points: 1 } })
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query('BEGIN; LOCK TABLE "RateLimit"')
  const batch = client.$transaction([client.$executeRaw`SELECT 1`, put('lost')])
  expect(isDatabaseDown(await faultOf(batch))).toBe(true)
  await other.query('ROLLBACK')
  await put('kept')
  expect((await other.query('SELECT "key" FROM "RateLimit"')).rows).toEqual([{ key: 'kept' }])
  await other.end()
  await close()
  await scratch.stop()
})

test('a Postgres database that has no connection left for a transaction is one that is down', async () => {
  const scratch = await startScratch('postgresql')
  const url = await scratch.createMigrated()
  const { client, close } = connectDatabase(url)
  const put = (key: number) => client.rateLimit.create({ data: { key: `${key}`, points: 1 } })
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query('BEGIN; LOCK TABLE "RateLimit"')
  const waiting = Promise.all(Array.from({ length: 10 }, (_, i) => put(i)))
  expect(isDatabaseDown(await faultOf(client.$transaction([put(10), put(11)])))).toBe(true)
  await other.query('ROLLBACK')
  await waiting
  expect(await client.rateLimit.count()).toBe(10)
  await other.end()
  await close()
  await scratch.stop()
})

test.each(['a model’s', 'a raw'])(
  'a Postgres transaction that another one crosses is worth another try: %s query',
  async kind => {
    const scratch = await startScratch('postgresql')
    const url = await scratch.createMigrated()
    const { client, close } = connectDatabase(url)
    await client.rateLimit.create({ data: { key: 'a', points: 1 } })
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query('BEGIN; UPDATE "RateLimit" SET "points" = 2')
    const update =
      kind === 'a raw'
        ? client.$executeRaw`UPDATE "RateLimit" SET "points" = 3`
        : client.rateLimit.update({ where: { key: 'a' }, data: { points: 3 } })
    const level = { isolationLevel: 'Serializable' } as const
    const crossed = faultOf(client.$transaction([client.rateLimit.count(), update], level))
    await vi.waitFor(async () => {
      const waits = `SELECT 1 FROM pg_locks
      WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
      expect((await other.query(waits)).rowCount).toBe(1)
    }, 10_000)
    await other.query('COMMIT')
    expect(isDatabaseDown(await crossed)).toBe(true)
    await other.end()
    await close()
    await scratch.stop()
  },
)

test('a SQLite file that another process keeps locked can still be read, and says so to a write', async () => {
  const scratch = await startScratch('sqlite')
  const url = await scratch.createDatabase()
  await migrate(url)
  const { client, readSession, close } = connectDatabase(url)
  const other = new Database(resolveSqlitePath(url))
  other.exec('BEGIN IMMEDIATE')

  expect(await readSession('none')).toBeNull()
  expect(await client.user.count()).toBe(0)
  const fault = await faultOf(client.user.create({ data: makeUserRow('toby') }))
  expect(isDatabaseDown(fault)).toBe(true)

  other.exec('ROLLBACK')
  await client.user.create({ data: makeUserRow('toby') })
  other.close()
  await close()
  await scratch.stop()
})

test('a SQLite file whose lock one of several processes waits for too long is a database that is down', async () => {
  Object.assign(cluster, { isWorker: true })
  const scratch = await startScratch('sqlite')
  const url = await scratch.createMigrated()
  const { client, close } = connectDatabase(url)
  const put = (key: string) => client.rateLimit.create({ data: { key, points: 1 } })
  const other = new Database(resolveSqlitePath(url))
  other.exec('BEGIN IMMEDIATE')
  expect(isDatabaseDown(await faultOf(client.$transaction([put('a'), put('b')])))).toBe(true)
  other.exec('ROLLBACK')
  await client.$transaction([put('c'), put('d')])
  expect(await client.rateLimit.count()).toBe(2)
  other.close()
  await close()
  await scratch.stop()
})
