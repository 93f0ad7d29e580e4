import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'

/** One connection to a database, to migrate it. */
export type MigrationDatabase = {
  adapter: SqlDriverAdapter
  /**
   * Opens the transaction in which all migrations run, as soon as no other process is migrating.
   * @throws MigrationError `database_busy` after a minute
   */
  begin(): Promise<void>
  commit(): Promise<void>
  /** Closes the connection. Changes that were not committed are undone. */
  close(): Promise<void>
}
