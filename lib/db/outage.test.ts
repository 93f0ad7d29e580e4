import cluster from 'node:cluster'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { startPostgres } from '../../e2e/fixtures/postgres.ts'
import { makeUserRow } from '../../e2e/fixtures/rows.ts'
import { startScratch } from '../../e2e/fixtures/scratch.ts'
import { migrate } from '../../prisma/migrate.ts'
import { connectDatabase } from './connection.ts'
import type { Connection } from './connection-type.ts'
import { isDatabaseDown } from './database-fault.ts'
import { resolveSqlitePath } from './database-url.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  Object.assign(cluster, { isWorker: false })
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** A connection to a new Postgres database, and a client that gets in its way. */
async function startPostgresPair(parameters = '') {
  const scratch = await startScratch('postgresql')
  cleanUps.push(() => scratch.stop())
  const url = await scratch.createMigrated()
  const { client, close } = connectDatabase(`${url}${parameters}`)
  cleanUps.push(close)
  const other = new pg.Client({ connectionString: url })
  cleanUps.push(() => other.end())
  await other.connect()
  return { client, other }
}

/** A connection to a new SQLite database, and another one that locks its file. */
async function startSqlitePair() {
  const scratch = await startScratch('sqlite')
  cleanUps.push(() => scratch.stop())
  const url = await scratch.createMigrated()
  const connection = connectDatabase(url)
  cleanUps.push(() => connection.close())
  const other = new Database(resolveSqlitePath(url))
  cleanUps.push(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  return { ...connection, other }
}

const put = (client: Connection['client'], key: string) =>
  client.rateLimit.create({ data: { key, points: 1 } })

/** Whether `query` fails because the database is down. */
async function meetsOutage(query: Promise<unknown>): Promise<boolean> {
  return isDatabaseDown(await query.catch(error => error))
}

test('a Postgres server that is not there is a database that is down', async () => {
  const { client, readSession, close } = connectDatabase('postgresql://me:it@127.0.0.1:1/latchkey')
  expect(await meetsOutage(client.user.count())).toBe(true)
  expect(await meetsOutage(readSession('none'))).toBe(true)
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
  expect(await meetsOutage(both.client.user.count())).toBe(true)
  expect(await meetsOutage(readerAlone.readSession('none'))).toBe(true)
  await Promise.all([both.close(), readerAlone.close()])
})

test('a Postgres connection that breaks during a query is a database that is down, and is replaced', async () => {
  const { client, other } = await startPostgresPair()
  const asleep = meetsOutage(
    client.$transaction([client.$queryRaw`SELECT 1 FROM pg_sleep(20)`, client.user.count()]),
  )
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()`
  await expect.poll(async () => (await other.query(cut)).rowCount).toBe(1)
  expect(await asleep).toBe(true)
  expect(await client.user.count()).toBe(0)
})

test('a Postgres connection whose transaction a hang has left open is not used again', async () => {
  const { client, other } = await startPostgresPair('?query_timeout=3000')
  await other.query('BEGIN; LOCK TABLE "RateLimit"')
  const batch = client.$transaction([client.$executeRaw`SELECT 1`, put(client, 'lost')])
  expect(await meetsOutage(batch)).toBe(true)
  await other.query('ROLLBACK')
  await put(client, 'kept')
  expect((await other.query('SELECT "key" FROM "RateLimit"')).rows).toEqual([{ key: 'kept' }])
})

test('a Postgres database that has no connection left for a transaction is one that is down', async () => {
  const { client, other } = await startPostgresPair()
  await other.query('BEGIN; LOCK TABLE "RateLimit"')
  const waiting = Promise.all(Array.from({ length: 10 }, (_, i) => put(client, `${i}`)))
  const batch = client.$transaction([put(client, '10'), put(client, '11')])
  expect(await meetsOutage(batch)).toBe(true)
  await other.query('ROLLBACK')
  await waiting
  expect(await client.rateLimit.count()).toBe(10)
})

test.each(['a model’s', 'a raw'])(
  'a Postgres transaction that conflicts with another one is worth a retry: %s query',
  async kind => {
    const { client, other } = await startPostgresPair()
    await put(client, 'a')
    await other.query('BEGIN; UPDATE "RateLimit" SET "points" = 2')
    const update =
      kind === 'a raw'
        ? client.$executeRaw`UPDATE "RateLimit" SET "points" = 3`
        : client.rateLimit.update({ where: { key: 'a' }, data: { points: 3 } })
    const level = { isolationLevel: 'Serializable' } as const
    const conflict = meetsOutage(client.$transaction([client.rateLimit.count(), update], level))
    const waits = `SELECT 1 FROM pg_locks
      WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
    await expect.poll(async () => (await other.query(waits)).rowCount).toBe(1)
    await other.query('COMMIT')
    expect(await conflict).toBe(true)
  },
)

test('a SQLite file that another process keeps locked can be read, and a write fails', async () => {
  const { client, readSession, other } = await startSqlitePair()
  expect(await readSession('none')).toBeNull()
  expect(await client.user.count()).toBe(0)
  expect(await meetsOutage(client.user.create({ data: makeUserRow('toby') }))).toBe(true)
  other.exec('ROLLBACK')
  await client.user.create({ data: makeUserRow('toby') })
})

test('a SQLite file whose lock one of several processes waits for too long is a database that is down', async () => {
  Object.assign(cluster, { isWorker: true })
  const { client, other } = await startSqlitePair()
  expect(await meetsOutage(client.$transaction([put(client, 'a'), put(client, 'b')]))).toBe(true)
  other.exec('ROLLBACK')
  await client.$transaction([put(client, 'c'), put(client, 'd')])
  expect(await client.rateLimit.count()).toBe(2)
})
