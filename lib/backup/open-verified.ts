import Database from 'better-sqlite3'
import { BackupError } from './backup-error.ts'

/**
 * Opens a SQLite file that nobody else uses and holds it to what a whole database is: every page and index, every
 * reference, a user table.
 * @throws BackupError `unsound`
 */
export function openVerified(file: string): Database {
  let database: Database | undefined
  try {
    database = new Database(file, { fileMustExist: true })
    const [verdict] = database.prepare('PRAGMA integrity_check(1)').raw().get() as [string]
    if (verdict !== 'ok') throw new Error(verdict)
    if (database.prepare('PRAGMA foreign_key_check').get())
      throw new Error('rows lack what they refer to')
    database.prepare('SELECT count(*) FROM "User"').get()
    return database
  } catch (cause) {
    database?.close()
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new BackupError('unsound', `The backup is no whole database of Latchkey: ${why}.`, cause)
  }
}

/** Closes `database` so that all of it is in its one file. */
export function closeAsOneFile(database: Database): void {
  database.exec('PRAGMA journal_mode=DELETE')
  database.close()
}
