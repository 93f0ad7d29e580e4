/** Why a database could not be migrated. The database is unchanged, whatever the code. */
export class MigrationError extends Error {
  // lib/server/start-error.ts knows it by this name.
  override readonly name = 'MigrationError'
  readonly code: 'database_unreachable' | 'database_busy' | 'migration_failed'

  constructor(code: MigrationError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The driver's message for an error of Prisma's adapter, whose own message is only the kind of error. */
export function readDriverMessage(error: unknown): string {
  const { cause, message } = error as { cause?: { originalMessage?: string }; message?: string }
  return cause?.originalMessage ?? message ?? String(error)
}
