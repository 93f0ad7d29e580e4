import { link, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { makeFolder } from '#lib/db/make-folder.ts'
import { BackupError } from './backup-error.ts'
import { computeChecksum, writeChecksum } from './checksum.ts'
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
  /** How many rows of each table are in it. */
  rows: Record<string, number>
}

/**
 * Writes the database at `databaseUrl`, as it is at one moment, into a new SQLite file `file` (mode 0600), whichever
 * engine it is on: one form, which either engine can be restored from and which any SQLite reads. It is opened
 * and checked before it has its name, so that what is called a backup is one.
 * @throws BackupError when there is such a file, or the database is not reached or not whole.
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
    bar.stage('making the checksum')
    await syncFile(draft)
    const sha256 = await computeChecksum(draft)
    const { size: bytes } = await stat(draft)
    // A name that is taken is refused, even by whoever was quicker.
    await link(draft, file).catch(cause => {
      throw nameTaken(file, cause)
    })
    await writeChecksum(file, sha256)
    return { file, bytes, sha256, rows }
  } finally {
    await discardDraft(draft)
  }
}

/** @throws BackupError when `file` or its checksum is there already. */
export async function requireUntaken(file: string): Promise<void> {
  for (const path of [file, `${file}.sha256`]) {
    if (await stat(path).catch(() => null)) throw nameTaken(path)
  }
}

function nameTaken(file: string, cause?: NodeJS.ErrnoException): Error {
  if (cause && cause.code !== 'EEXIST') return cause
  const message = `${basename(file)} is there already, and a backup is not written over.`
  return new BackupError('file_exists', message, cause)
}
