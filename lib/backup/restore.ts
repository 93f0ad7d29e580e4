import { copyFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type Database from 'better-sqlite3'
import { type AuditEvent, toEventRow } from '#lib/audit/event.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { migrate } from '../../prisma/migrate.ts'
import { listMigrationNames } from '../../prisma/migrations.ts'
import { BackupError } from './backup-error.ts'
import { computeChecksum, readChecksum } from './checksum.ts'
import { createDraft, discardDraft, syncFile } from './draft.ts'
import { closeAsOneFile, openVerified } from './open-verified.ts'
import type { Progress } from './progress.ts'
import { countRows, listAppliedMigrations } from './tables.ts'
import { toSqliteTime } from './values.ts'
import { voidCredentials } from './void-credentials.ts'

/** A copy of a backup that is checked, up to date and ready to replace a database. `rows` are counts by table. */
export type ReadyDraft = { draft: string; rows: Record<string, number> }

export type RestoreOptions = {
  /** Whether to replace a database that has users. */
  force: boolean
  /** Who restores: for the audit event in the restored database. */
  actor: AuditEvent['actor']
  progress: Progress
}

/**
 * Makes a copy of the backup `file` beside `place` and prepares it: compares its checksum, checks the database,
 * migrates it to the current schema, voids its credentials, and adds the audit event of this restore. It checks the copy,
 * because the original could change after the check.
 * @throws BackupError `no_checksum`, `checksum_differs`, `unsound`, `newer_schema`
 */
export async function prepareDraft(
  file: string,
  place: string,
  { actor, progress }: Pick<RestoreOptions, 'actor' | 'progress'>,
): Promise<ReadyDraft> {
  const wanted = await readChecksum(file)
  const draft = await createDraft(place)
  try {
    progress.stage('copying')
    await copyFile(file, draft)
    progress.stage('comparing the checksum')
    if ((await computeChecksum(draft)) !== wanted) {
      const message = `${file} does not match its checksum: it was changed or damaged. Nothing was restored.`
      throw new BackupError('checksum_differs', message)
    }
    progress.stage('checking')
    const copy = openVerified(draft)
    const migrations = listAppliedMigrations(copy)
    copy.close()
    await requireKnownMigrations(migrations)
    progress.stage('bringing the schema up to date')
    await migrate(`file:${draft}`)
    const database = openVerified(draft)
    voidCredentials(database, new Date())
    recordRestore(database, basename(file), actor)
    const rows = countRows(database)
    closeAsOneFile(database)
    await syncFile(draft)
    return { draft, rows }
  } catch (error) {
    await discardDraft(draft)
    throw error
  }
}

export function makeNotEmptyError(users: number): BackupError {
  const message = `The database already has ${describeUserCount(users)}. Add --force to replace it with the backup.`
  return new BackupError('not_empty', message)
}

async function requireKnownMigrations(migrations: string[]): Promise<void> {
  const known = new Set(await listMigrationNames('sqlite'))
  if (migrations.length > 0 && migrations.every(name => known.has(name))) return
  const message = 'The backup is from a newer Latchkey than this one. Update first, then restore.'
  throw new BackupError('newer_schema', message)
}

function recordRestore(database: Database, file: string, actor: AuditEvent['actor']): void {
  const detail = { file }
  const { at, ...row } = toEventRow({ action: 'restore', result: 'ok', actor, detail })
  const columns = Object.keys(row).map(name => `"${name}"`)
  const places = columns.map(() => '?').join(', ')
  database
    .prepare(`INSERT INTO "AuditEvent" ("at", ${columns.join(', ')}) VALUES (?, ${places})`)
    .run(toSqliteTime(at), ...Object.values(row))
}
