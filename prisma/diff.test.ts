import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '#lib/db/database-url.ts'
import { engines, type Scratch, startScratch } from '../e2e/fixtures/scratch.ts'
import { diffSchemas, findUnwrittenMigration } from './diff.ts'
import { migrate } from './migrate.ts'
import { openForMigration } from './open-for-migration.ts'
import { readSchema } from './schema.ts'

describe.each(engines)('on %s', engine => {
  let scratch: Scratch

  beforeAll(async () => {
    scratch = await startScratch(engine)
  }, 60_000)
  afterAll(() => scratch.stop())

  test('every change of schema.prisma has a migration (npm run db:diff -- name)', async () => {
    expect(await findUnwrittenMigration(engine)).toBeNull()
  })

  test('the migrations create the database that schema.prisma describes', async () => {
    const migrated = await scratch.createDatabase()
    await migrate(migrated)
    const fromSchema = await scratch.createDatabase()
    await execute(fromSchema, await diffSchemas(null, await readSchema(engine)))
    expect(await describeDatabase(engine, migrated)).toEqual(
      await describeDatabase(engine, fromSchema),
    )
  })

  test('the diff of two schemas is SQL that the engine accepts', async () => {
    const before = await readSchema(engine)
    const after = `${before}\nmodel Team {\n  id Int @id\n}`
    const sql = await diffSchemas(before, after)
    expect(sql).toContain('CREATE TABLE "Team"')
    expect(await diffSchemas(after, after)).toBeNull()

    const url = await scratch.createDatabase()
    await migrate(url)
    const described = await describeDatabase(engine, url)
    await execute(url, sql)
    expect(await describeDatabase(engine, url)).not.toEqual(described)
  })
})

async function execute(url: string, sql: string | null): Promise<void> {
  const database = await openForMigration(url)
  await database.adapter.executeScript(sql ?? '')
  await database.close()
}

// Columns (sorted, because a later migration appends them), keys and indexes. Not collations: the
// Postgres migrations choose them, and a Prisma schema cannot.
const catalog: Record<Engine, string[]> = {
  sqlite: [
    `SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
      FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`,
    `SELECT t.name, k."from", k."table", k."to", k.on_update, k.on_delete
      FROM sqlite_schema t, pragma_foreign_key_list(t.name) k`,
    `SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
  ],
  postgresql: [
    `SELECT table_name::text, column_name::text, data_type::text, datetime_precision::int,
      is_nullable::text, column_default::text
      FROM information_schema.columns WHERE table_schema = 'public'`,
    `SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace`,
    `SELECT tablename::text, indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  ],
}

async function describeDatabase(engine: Engine, url: string): Promise<string[]> {
  const database = await openForMigration(url)
  const described: string[] = []
  for (const sql of catalog[engine]) {
    const { rows } = await database.adapter.queryRaw({ sql, args: [], argTypes: [] })
    described.push(...rows.map(row => JSON.stringify(row)))
  }
  await database.close()
  return described.filter(line => !/_prisma_migrations/.test(line)).sort()
}
