import Database from 'better-sqlite3'
import { BackupError } from './backup-error.ts'

/**
 * Opens a SQLite file that no other process uses, and checks that it is a complete database of Latchkey: its pages,
 * indexes and foreign keys, and that it has a table of users.
 * @throws BackupError `unsound`
 */
export function openVerified(file: string): Database {
  let database: Database | undefined
  try {
    database = new Database(file, { fileMustExist: true })
    const [verdict] = database.prepare('PRAGMA integrity_check(1)').raw().get() as [string]
    if (verdict !== 'ok') throw new Error(verdict)
    if (database.prepare('PRAGMA foreign_key_check').get())
      throw new Error('some rows refer to rows that are missing')
    database.prepare('SELECT count(*) FROM "User"').get()
    return database
  } catch (cause) {
    database?.close()
    const why = cause instanceof Error ? cause.message : String(cause)
    const message = `The backup is not a complete Latchkey database: ${why}.`
    throw new BackupError('unsound', message, cause)
  }
}

/** Closes `database` with all its data in one file. */
export function closeAsOneFile(database: Database): void {
  database.exec('PRAGMA journal_mode=DELETE')
  database.close()
}
