import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { resolveSqlitePath } from './database-url.ts'
import { shareLock } from './sqlite-lock.ts'

const LONG_MS = 60_000
const LOCKED = { cause: { kind: 'SocketTimeout' } }
const statement = (sql: string) => ({ sql, args: [], argTypes: [] })
const write = statement(`INSERT INTO "RateLimit" ("key", "points") VALUES (hex(randomblob(8)), 1)`)
const read = statement('SELECT COUNT(*) FROM "RateLimit"')

let scratch: Scratch
let file: string
let other: Database
let adapter: SqlDriverAdapter
beforeAll(async () => {
  scratch = await startScratch('sqlite')
})
afterAll(() => scratch.stop())
beforeEach(async () => {
  file = resolveSqlitePath(await scratch.createMigrated())
  other = new Database(file, { timeout: 0 })
})
afterEach(async () => {
  await adapter.dispose()
  other.close()
})

async function share(timeoutMs: number): Promise<SqlDriverAdapter> {
  adapter = shareLock(await new PrismaBetterSqlite3({ url: file, timeout: 0 }).connect(), timeoutMs)
  return adapter
}

test('a transaction that has begun can write, and nobody else writes before it ends', async () => {
  const transaction = await (await share(0)).startTransaction()
  await transaction.queryRaw(read)
  expect(() => other.exec(write.sql)).toThrow('database is locked')
  expect(await transaction.executeRaw(write)).toBe(1)
  await transaction.executeRaw(statement('COMMIT'))
  await transaction.commit()
  other.exec(write.sql)
})

test('waits for the lock of another process, and can read while it waits', async () => {
  await share(LONG_MS)
  other.exec('BEGIN IMMEDIATE')
  const begun = adapter.startTransaction()
  expect((await adapter.queryRaw(read)).rows).toHaveLength(1)
  other.exec('COMMIT')
  const transaction = await begun
  await transaction.executeRaw(statement('ROLLBACK'))
  await transaction.rollback()

  other.exec('BEGIN IMMEDIATE')
  const written = adapter.executeRaw(write)
  expect((await adapter.queryRaw(read)).rows).toHaveLength(1)
  other.exec('COMMIT')
  expect(await written).toBe(1)
})

test('with a timeout of 0 fails at once while it is locked, and begins when it no longer is', async () => {
  await share(0)
  other.exec('BEGIN IMMEDIATE')
  await expect(adapter.startTransaction()).rejects.toMatchObject(LOCKED)
  await expect(adapter.executeRaw(write)).rejects.toMatchObject(LOCKED)
  other.exec('COMMIT')
  const transaction = await adapter.startTransaction()
  await transaction.executeRaw(statement('ROLLBACK'))
  await transaction.rollback()
})
