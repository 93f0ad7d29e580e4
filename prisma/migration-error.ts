/** Why a database could not be migrated. Whatever the code, the database is as it was before. */
export class MigrationError extends Error {
  readonly code: 'database_unreachable' | 'database_busy' | 'migration_failed'

  constructor(code: MigrationError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MigrationFault'
    this.code = code
  }
}

/** The driver's own words for an adapter's error, whose message is only the error's kind. */
export function readDriverMessage(error: unknown): string {
  const { cause, message } = error as { cause?: { originalMessage?: string }; message?: string }
  return cause?.originalMessage ?? message ?? String(error)
}
