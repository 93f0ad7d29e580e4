import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type pg from 'pg'
import { migrate } from '../../prisma/migrate.ts'
import { BackupError } from './backup-error.ts'
import { loadPostgres } from './load-postgres.ts'
import { runInTransaction } from './postgres-transaction.ts'
import { notEmpty, prepareDraft, type RestoreOptions } from './restore.ts'

/**
 * Puts the rows of the backup `file` in the place of those of the Postgres database at `databaseUrl`, in one
 * transaction: whatever happens before its end, the old rows are there.
 * @throws BackupError also `not_empty`, unless `force`, and `database_in_use`
 */
export async function restorePostgres(
  file: string,
  databaseUrl: string,
  options: RestoreOptions,
): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-restore-'))
  try {
    const { draft, rows } = await prepareDraft(file, join(folder, 'backup.db'), options)
    await migrate(databaseUrl)
    const database = new Database(draft, { readonly: true })
    try {
      await runInTransaction(databaseUrl, "BEGIN; SET LOCAL lock_timeout = '10s'", async client => {
        await lockUsers(client)
        if (!options.force) await requireEmpty(client)
        await loadPostgres(database, client, options.progress)
      })
    } finally {
      database.close()
    }
    return rows
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** From here on a server waits, and what it would have written is not lost among what is restored. */
async function lockUsers(client: pg.Client): Promise<void> {
  await client.query('LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE').catch(cause => {
    const message = 'The database is in use. Stop the servers, then try again.'
    throw new BackupError('database_in_use', message, cause)
  })
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM "User"')
  const users = Number(rows[0]?.count)
  if (users > 0) throw notEmpty(users)
}
