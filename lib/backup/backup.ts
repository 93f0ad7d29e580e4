import { link, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { isDiskFull } from '#lib/db/file-fault.ts'
import { makeFolder } from '#lib/db/make-folder.ts'
import { BackupError } from './backup-error.ts'
import { computeChecksum, toChecksumPath, writeChecksum } from './checksum.ts'
import { copyPostgres } from './copy-postgres.ts'
import { copySqlite } from './copy-sqlite.ts'
import { createDraft, discardDraft, syncFile } from './draft.ts'
import { closeAsOneFile, openVerified } from './open-verified.ts'
import type { Progress } from './progress.ts'
import { countRows } from './tables.ts'

export type Backup = {
  file: string
  bytes: number
  sha256: string
  /** The number of rows by table. */
  rows: Record<string, number>
}

/**
 * Writes the database at `databaseUrl`, as it is at one moment, into the new SQLite file `file` (mode 0600). Both
 * engines give the same kind of file, which can be restored on either. The file gets its name only after it was
 * opened and checked.
 * @throws BackupError `disk_full`, `file_exists`, `no_database`, `database_down` or `unsound`
 */
export async function writeBackup(
  databaseUrl: string,
  file: string,
  bar: Progress,
): Promise<Backup> {
  await makeFolder(dirname(file))
  const draft = await createDraft(file)
  try {
    if (readEngine(databaseUrl) === 'sqlite')
      await copySqlite(resolveSqlitePath(databaseUrl), draft, bar)
    else await copyPostgres(databaseUrl, draft, bar)
    bar.stage('checking')
    const copy = openVerified(draft)
    const rows = countRows(copy)
    closeAsOneFile(copy)
    bar.stage('computing the checksum')
    await syncFile(draft)
    const sha256 = await computeChecksum(draft)
    const { size: bytes } = await stat(draft)
    // `link` fails when the name is taken, even if another process took it just now.
    await link(draft, file).catch(cause => {
      throw cause.code === 'EEXIST' ? makeFileExistsError(file, cause) : cause
    })
    await writeChecksum(file, sha256)
    return { file, bytes, sha256, rows }
  } catch (error) {
    throw isDiskFull(draft) ? makeDiskFullError(file, error) : error
  } finally {
    await discardDraft(draft)
  }
}

/** @throws BackupError `file_exists` when `file` or its checksum already exists */
export async function requireUntaken(file: string): Promise<void> {
  for (const path of [file, toChecksumPath(file)]) {
    if (await stat(path).catch(() => null)) throw makeFileExistsError(path)
  }
}

function makeDiskFullError(file: string, cause: unknown): BackupError {
  const message = `There is no room for the backup in ${dirname(file)}. Free some space, or name another folder with --out.`
  return new BackupError('disk_full', message, cause)
}

function makeFileExistsError(file: string, cause?: Error): BackupError {
  const message = `${basename(file)} already exists. A backup does not overwrite files.`
  return new BackupError('file_exists', message, cause)
}
