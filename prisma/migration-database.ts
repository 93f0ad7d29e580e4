import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { engineOf } from '#lib/database-url.ts'
import { openPostgres } from './migration-postgres.ts'
import { openSqlite } from './migration-sqlite.ts'

/** One connection to a database that is to be migrated. */
export type MigrationDatabase = {
  adapter: SqlDriverAdapter
  /**
   * Opens the one transaction in which everything happens, once no other process is migrating.
   *
   * @throws MigrationFault `database_busy` after a minute
   */
  begin(): Promise<void>
  commit(): Promise<void>
  /** Closes the connection; what was not committed is undone. */
  close(): Promise<void>
}

/** @throws MigrationFault `database_unreachable` */
export function openForMigration(databaseUrl: string): Promise<MigrationDatabase> {
  return engineOf(databaseUrl) === 'sqlite' ? openSqlite(databaseUrl) : openPostgres(databaseUrl)
}
