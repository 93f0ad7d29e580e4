import { readEngine } from '#lib/db/database-url.ts'
import type { MigrationDatabase } from './migration-database.ts'
import { openPostgres } from './migration-postgres.ts'
import { openSqlite } from './migration-sqlite.ts'

/** @throws MigrationError `database_unreachable`; on SQLite also `database_busy` */
export function openForMigration(databaseUrl: string): Promise<MigrationDatabase> {
  return readEngine(databaseUrl) === 'sqlite' ? openSqlite(databaseUrl) : openPostgres(databaseUrl)
}
