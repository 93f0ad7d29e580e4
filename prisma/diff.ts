import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { DiffTarget } from '@prisma/schema-engine-wasm'
import type { Engine } from '#lib/db/database-url.ts'
import { findMigrationsFolder } from './migrations.ts'
import { readSchema, SCHEMA_FILE } from './schema.ts'
import { noFilters, startSchemaEngine } from './schema-engine.ts'

// A copy of schema.prisma from when the last migration was written.
const SNAPSHOT_FILE = join(import.meta.dirname, 'migrations/schema.prisma')

/** The SQL that leads from one schema (null: an empty database) to another; null when they are the same. */
export async function diffSchemas(before: string | null, after: string): Promise<string | null> {
  // The engine insists on a connection, but does not use it to compare two schemas.
  const adapter = await new PrismaBetterSqlite3({ url: ':memory:' }).connect()
  try {
    const engine = await startSchemaEngine(adapter, after)
    const { exitCode, stdout } = await engine.diff({
      from: before === null ? { tag: 'empty' } : toDiffTarget(before),
      to: toDiffTarget(after),
      script: true,
      exitCode: true,
      filters: noFilters,
    })
    return exitCode === 2 ? stdout : null
  } finally {
    await adapter.dispose()
  }
}

/** The SQL that schema.prisma needs and no migration has yet; null when there is none. */
export async function findUnwrittenMigration(engine: Engine): Promise<string | null> {
  const before = await readSchema(engine, SNAPSHOT_FILE).catch(error => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return diffSchemas(before, await readSchema(engine))
}

function toDiffTarget(content: string): DiffTarget {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] }
}

async function main(label: string | undefined): Promise<void> {
  if (!label || !/^[a-z0-9_]+$/.test(label)) {
    throw new Error('Name the migration with a-z, 0-9 and _, for example: npm run db:diff -- teams')
  }
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  for (const engine of ['sqlite', 'postgresql'] as const) {
    const sql = await findUnwrittenMigration(engine)
    if (sql === null) {
      console.log(`${engine}: schema.prisma needs no new migration`)
      continue
    }
    const folder = join(findMigrationsFolder(engine), `${timestamp}_${label}`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'migration.sql'), sql)
    console.log(`${engine}: wrote ${folder}/migration.sql. Read it before you commit it.`)
  }
  await copyFile(SCHEMA_FILE, SNAPSHOT_FILE)
}

if (import.meta.main) await main(process.argv[2])
