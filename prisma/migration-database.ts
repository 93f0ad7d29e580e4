import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'

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
