import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { type Engine, readEngine } from '#lib/db/database-url.ts'
import { MigrationError, readDriverMessage } from './migration-error.ts'
import { listMigrationNames, readMigrationList } from './migrations.ts'
import { openForMigration } from './open-for-migration.ts'
import { readSchema } from './schema.ts'

/**
 * Applies the migrations that the database at `databaseUrl` lacks, all or none. Creates a SQLite file (mode 0600)
 * and its folders (0700) when they do not exist. Any number of processes may call it at once.
 * @param last the name of the last migration to apply; by default all are applied.
 * @returns the names of the migrations that this call applied.
 * @throws MigrationError
 */
export async function migrate(databaseUrl: string, last?: string): Promise<string[]> {
  const engine = readEngine(databaseUrl)
  const database = await openForMigration(databaseUrl)
  try {
    if (await isCurrent(database.adapter, engine, last)) return []
    await database.begin()
    const applied = await applyAll(database.adapter, engine, last)
    await database.commit()
    return applied
  } finally {
    await database.close()
  }
}

// Does without the schema engine, so that a start with nothing to migrate costs milliseconds.
async function isCurrent(
  adapter: SqlDriverAdapter,
  engine: Engine,
  last?: string,
): Promise<boolean> {
  const sql = `SELECT migration_name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
  try {
    const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] })
    const applied = new Set(rows.map(row => row[0]))
    return (await listMigrationNames(engine, last)).every(name => applied.has(name))
  } catch (error) {
    if ((error as { cause?: { kind?: string } }).cause?.kind === 'TableDoesNotExist') return false
    throw error
  }
}

async function applyAll(
  adapter: SqlDriverAdapter,
  engine: Engine,
  last?: string,
): Promise<string[]> {
  const { noFilters, startSchemaEngine } = await import('./schema-engine.ts')
  // After a failure the engine tries to record it, which fails too in the aborted transaction. Keeps the first error.
  let failure: unknown
  const run = adapter.executeScript.bind(adapter)
  adapter.executeScript = script =>
    run(script).catch(error => {
      failure = error
      throw error
    })
  try {
    const migrator = await startSchemaEngine(adapter, await readSchema(engine))
    const migrationsList = await readMigrationList(engine, last)
    const output = await migrator.applyMigrations({ migrationsList, filters: noFilters })
    return output.appliedMigrationNames
  } catch (error) {
    const cause = failure ?? error
    const message = `The migration failed, and the database is unchanged: ${readDriverMessage(cause)}`
    throw new MigrationError('migration_failed', message, { cause })
  }
}

async function main(): Promise<void> {
  await import('#lib/env/env-file.ts')
  const { env, EnvFault } = await import('#lib/env/env.ts')
  const { describeFault, findDatabaseFault } = await import('#lib/db/database-fault.ts')
  try {
    const applied = await migrate(env().databaseUrl)
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to migrate.')
  } catch (error) {
    const fault = findDatabaseFault(error)
    if (!fault && !(error instanceof EnvFault || error instanceof MigrationError)) throw error
    console.error(fault ? describeFault(fault) : (error as Error).message)
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
