import { existsSync } from 'node:fs'
import { link, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { copyOwnerAndMode } from '#lib/db/file-owner.ts'
import { makeFolder } from '#lib/db/make-folder.ts'
import { BackupError } from './backup-error.ts'
import { discardDraft, discardLogs } from './draft.ts'
import { makeNotEmptyError, prepareDraft, type RestoreOptions } from './restore.ts'

/**
 * Replaces the SQLite database `target` with the backup `file`, by one rename: a failure before it leaves the old
 * database in place. The owner and the mode of the file stay as they are, whoever restores.
 * @returns the number of rows by table.
 * @throws BackupError those of {@link prepareDraft}, `not_empty` unless `force` is set, `database_in_use`
 */
export async function restoreSqlite(
  file: string,
  target: string,
  options: RestoreOptions,
): Promise<Record<string, number>> {
  await makeFolder(dirname(target))
  if (!options.force) requireEmpty(target)
  const { draft, rows } = await prepareDraft(file, target, options)
  try {
    if (existsSync(target)) await replaceDatabase(draft, target, options.force)
    else await fillEmptyPlace(draft, target)
    return rows
  } finally {
    await discardDraft(draft)
  }
}

/** Removes a log that an old database left behind: SQLite would read it (sqlite.org/howtocorrupt.html §1.4). */
async function fillEmptyPlace(draft: string, target: string): Promise<void> {
  await discardLogs(target)
  await link(draft, target)
}

async function replaceDatabase(draft: string, target: string, force: boolean): Promise<void> {
  const old = lockDatabase(target)
  if (!old && !force) throw makeDamagedError(target)
  try {
    const users = old ? countUsers(old) : 0
    if (users > 0 && !force) throw makeNotEmptyError(users)
    if (!old) await discardLogs(target)
    await copyOwnerAndMode(draft, target)
    await rename(draft, target)
  } finally {
    old?.close()
  }
}

/**
 * Opens the database at `file`, locks it exclusively and ends its log mode. SQLite refuses the latter while another
 * process has the database open, such as a server that would go on writing into the old file.
 * @returns null when the file is damaged.
 * @throws BackupError `database_in_use`
 */
function lockDatabase(file: string): Database | null {
  const database = new Database(file, { fileMustExist: true, timeout: 2000 })
  try {
    database.exec('PRAGMA journal_mode=DELETE')
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (isDamaged(error)) return null
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error
    const message = 'The database is in use. Stop the server, then try again.'
    throw new BackupError('database_in_use', message, error)
  }
}

function requireEmpty(target: string): void {
  if (!existsSync(target)) return
  let database: Database | undefined
  try {
    database = new Database(target, { fileMustExist: true, timeout: 2000 })
    const users = countUsers(database)
    if (users > 0) throw makeNotEmptyError(users)
  } catch (error) {
    throw isDamaged(error) ? makeDamagedError(target) : error
  } finally {
    database?.close()
  }
}

function countUsers(database: Database): number {
  const known = database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'User'`).get()
  if (!known) return 0
  const { count } = database.prepare('SELECT count(*) AS count FROM "User"').get() as {
    count: number
  }
  return count
}

function isDamaged(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')
}

function makeDamagedError(target: string): BackupError {
  const message = `${target} is damaged or not a database. Add --force to replace it with the backup.`
  return new BackupError('not_empty', message)
}
