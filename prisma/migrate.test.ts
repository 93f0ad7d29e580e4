import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, type Scratch, startScratch } from '../e2e/fixtures/scratch.ts'
import { migrate } from './migrate.ts'
import type { MigrationDatabase } from './migration-database.ts'
import { findMigrationsFolder, listMigrationNames } from './migrations.ts'
import { openForMigration } from './open-for-migration.ts'

describe.each(engines)('migrate on %s', engine => {
  let scratch: Scratch
  let names: string[]

  beforeAll(async () => {
    scratch = await startScratch(engine)
    names = await listMigrationNames(engine)
  }, 60_000)
  afterAll(() => scratch.stop())

  test('applies every migration to an empty database once', async () => {
    const url = await scratch.createDatabase()
    expect(await migrate(url)).toEqual(names)
    expect(await migrate(url)).toEqual([])
    await within(url, async database => {
      expect(await query(database, 'SELECT "uidKey" FROM "User"')).toEqual([])
    })
  })

  test('writes the history that Prisma itself writes: name and checksum of each migration', async () => {
    const url = await scratch.createDatabase()
    await migrate(url)
    const expected = await Promise.all(
      names.map(async name => {
        const sql = await readFile(join(findMigrationsFolder(engine), name, 'migration.sql'))
        return [name, createHash('sha256').update(sql).digest('hex'), 1]
      }),
    )
    await within(url, async database => {
      const history =
        'SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations ORDER BY migration_name'
      expect(await query(database, history)).toEqual(expected)
    })
  })

  test('called several times at once in one process, applies each migration once', async () => {
    const url = await scratch.createDatabase()
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)])
    expect(applied.flat()).toEqual(names)
  })

  test('a second transaction begins only when the first has ended', async () => {
    const url = await scratch.createDatabase()
    const [first, second] = await Promise.all([openForMigration(url), openForMigration(url)])
    const order: string[] = []
    await first.begin()
    const begun = second.begin().then(() => order.push('second begins'))
    for (let i = 0; i < 50; i++) await query(first, 'SELECT 1')
    order.push('first ends')
    await first.close()
    await begun
    await second.close()
    expect(order).toEqual(['first ends', 'second begins'])
  })

  test('a migration that fails half-way is undone, and can be tried again', async () => {
    const url = await scratch.createDatabase()
    await within(url, async database => {
      await database.adapter.executeScript(`${historyTable}; CREATE TABLE "RateLimit" (a INTEGER)`)
    })
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/RateLimit"? already exists/),
    })
    await within(url, async database => {
      await expect(query(database, 'SELECT * FROM "User"')).rejects.toThrow()
      expect(await query(database, 'SELECT * FROM _prisma_migrations')).toEqual([])
      await database.adapter.executeScript('DROP TABLE "RateLimit"')
    })
    expect(await migrate(url)).toEqual(names)
  })

  test('a database with tables of something else is refused and left alone', async () => {
    const url = await scratch.createDatabase()
    await within(url, database => database.adapter.executeScript('CREATE TABLE other (a INTEGER)'))
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('not empty'),
    })
    await within(url, async database => {
      await expect(query(database, 'SELECT * FROM _prisma_migrations')).rejects.toThrow()
    })
  })
})

// The table as Prisma creates it, as far as the schema engine reads it.
const historyTable = `CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMP,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMP,
  started_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  applied_steps_count INTEGER NOT NULL DEFAULT 0)`

async function within<T>(url: string, act: (database: MigrationDatabase) => Promise<T>) {
  const database = await openForMigration(url)
  try {
    return await act(database)
  } finally {
    await database.close()
  }
}

async function query(database: MigrationDatabase, sql: string): Promise<unknown[][]> {
  return (await database.adapter.queryRaw({ sql, args: [], argTypes: [] })).rows
}
