import { readEngine } from '#lib/db/database-url.ts'
import type { MigrationDatabase } from './migration-database.ts'
import { openPostgres } from './migration-postgres.ts'
import { openSqlite } from './migration-sqlite.ts'

/** @throws MigrationFault `database_unreachable` */
export function openForMigration(databaseUrl: string): Promise<MigrationDatabase> {
  return readEngine(databaseUrl) === 'sqlite' ? openSqlite(databaseUrl) : openPostgres(databaseUrl)
}
