import { readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeUserRow } from '../../e2e/fixtures/rows.ts'
import { type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { migrate } from '../../prisma/migrate.ts'
import { connectDatabase } from './connection.ts'
import type { Connection } from './connection-type.ts'
import { resolveSqlitePath } from './database-url.ts'

describe('a SQLite connection', () => {
  let scratch: Scratch
  let url: string
  let connection: Connection

  beforeAll(async () => {
    scratch = await startScratch('sqlite')
  })
  afterAll(() => scratch.stop())

  beforeEach(async () => {
    url = await scratch.createDatabase()
    await migrate(url)
    connection = connectDatabase(url)
  })
  afterEach(() => connection.close())

  test.each([
    ['journal_mode', 'wal'],
    // 2 is FULL
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['busy_timeout', 250],
  ])('has %s at %s', async (pragma, value) => {
    const [row] = await connection.client.$queryRawUnsafe<object[]>(`PRAGMA ${pragma}`)
    expect(Object.values(row ?? {}).map(String)).toEqual([String(value)])
  })

  test('keeps its pragmas after it was closed and opened again', async () => {
    await connection.client.$disconnect()
    const [row] = await connection.client.$queryRawUnsafe<object[]>('PRAGMA synchronous')
    expect(Object.values(row ?? {}).map(String)).toEqual(['2'])
  })

  test('leaves files that only their owner can read', async () => {
    await connection.client.user.create({ data: makeUserRow('toby') })
    const folder = dirname(resolveSqlitePath(url))
    const files = await readdir(folder)
    expect(files.sort()).toEqual(['latchkey.db', 'latchkey.db-shm', 'latchkey.db-wal'])
    for (const file of files) expect((await stat(`${folder}/${file}`)).mode & 0o777).toBe(0o600)
  })

  test('does not create a missing database file', async () => {
    const missing = await scratch.createDatabase()
    await migrate(missing)
    const other = connectDatabase(missing.replace('latchkey.db', 'other.db'))
    await expect(other.client.user.count()).rejects.toThrow()
    await expect(other.readSession('none')).rejects.toThrow()
    expect(await readdir(dirname(resolveSqlitePath(missing)))).toEqual(['latchkey.db'])
    await other.close()
  })
})
