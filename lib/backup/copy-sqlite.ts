import Database from 'better-sqlite3'
import { BackupError } from './backup-error.ts'
import type { Progress } from './progress.ts'

/** How many pages of 4 KiB are copied at a time. */
const PAGES_PER_STEP = 2000

/**
 * Copies a SQLite database into the empty file `target`, as it is at one moment, although others keep writing.
 *
 * SQLite's online backup restarts whenever another process writes between two steps, and would never end on a busy
 * server. Within a read transaction it copies what that transaction sees, and in WAL mode it does not block writers.
 * @throws BackupError `no_database`
 */
export async function copySqlite(file: string, target: string, bar: Progress): Promise<void> {
  const source = openSource(file)
  try {
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_master').get()
    await source.backup(target, {
      progress({ totalPages, remainingPages }) {
        const megabytes = Math.round((totalPages * 4096) / 1e6).toLocaleString('en')
        bar.at(1 - remainingPages / totalPages, `of ${megabytes} MB`)
        return PAGES_PER_STEP
      },
    })
  } finally {
    source.close()
  }
}

function openSource(file: string): Database {
  try {
    return new Database(file, { fileMustExist: true, timeout: 5000 })
  } catch (cause) {
    throw new BackupError('no_database', `Cannot open the SQLite database ${file}.`, cause)
  }
}
