import { copyFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type Database from 'better-sqlite3'
import { type AuditEvent, eventRow } from '#lib/audit/event.ts'
import { migrate } from '../../prisma/migrate.ts'
import { migrationNames } from '../../prisma/migrations.ts'
import { BackupError } from './backup-error.ts'
import { checksumOf, readChecksum } from './checksum.ts'
import { createDraft, discard, sync } from './draft.ts'
import type { Progress } from './progress.ts'
import { closeWhole, openSound } from './sound.ts'
import { migrationsOf, rowCounts } from './tables.ts'

/** A backup that is found to be whole and is made ready to take the place of a database. */
export type Ready = { draft: string; rows: Record<string, number> }

export type RestoreOptions = {
  /** Whether a database that has users gives way. */
  force: boolean
  /** Who restores, for the audit event in the restored database. */
  actor: AuditEvent['actor']
  progress: Progress
}

/**
 * Makes a copy of the backup `file` ready beside `place`: held to its checksum, checked, brought up to the present
 * schema, and with the record of its restoration in it. What is checked is the copy, which nobody can change
 * meanwhile.
 * @throws BackupError `no_checksum`, `checksum_differs`, `unsound`, `newer_schema`
 */
export async function makeReady(
  file: string,
  place: string,
  { actor, progress }: Pick<RestoreOptions, 'actor' | 'progress'>,
): Promise<Ready> {
  const wanted = await readChecksum(file)
  const draft = await createDraft(place)
  try {
    progress.stage('copying')
    await copyFile(file, draft)
    progress.stage('comparing the checksum')
    if ((await checksumOf(draft)) !== wanted) {
      const message = `${file} is not what its checksum says: it was changed or damaged since. Nothing was done.`
      throw new BackupError('checksum_differs', message)
    }
    progress.stage('checking')
    const copy = openSound(draft)
    const migrations = migrationsOf(copy)
    copy.close()
    await requireKnown(migrations)
    progress.stage('bringing the schema up to date')
    await migrate(`file:${draft}`)
    const database = openSound(draft)
    recordRestoration(database, basename(file), actor)
    const rows = rowCounts(database)
    closeWhole(database)
    await sync(draft)
    return { draft, rows }
  } catch (error) {
    await discard(draft)
    throw error
  }
}

/** Why a database is not written over. */
export function notEmpty(users: number): BackupError {
  const people = users === 1 ? 'is a user' : `are ${users.toLocaleString('en')} users`
  const message = `There ${people} in the database already. Add --force to put the backup in their place.`
  return new BackupError('not_empty', message)
}

async function requireKnown(migrations: string[]): Promise<void> {
  const known = new Set(await migrationNames('sqlite'))
  if (migrations.length > 0 && migrations.every(name => known.has(name))) return
  const message = 'The backup is of a newer Latchkey than this one. Update first, then restore.'
  throw new BackupError('newer_schema', message)
}

function recordRestoration(database: Database, file: string, actor: AuditEvent['actor']): void {
  const detail = { file }
  const { at, ...row } = eventRow({ action: 'restore', result: 'ok', actor, detail })
  const columns = Object.keys(row).map(name => `"${name}"`)
  // As Prisma writes a moment into SQLite.
  const moment = `${at.toISOString().slice(0, -1)}+00:00`
  const places = columns.map(() => '?').join(', ')
  database
    .prepare(`INSERT INTO "AuditEvent" ("at", ${columns.join(', ')}) VALUES (?, ${places})`)
    .run(moment, ...Object.values(row))
}
