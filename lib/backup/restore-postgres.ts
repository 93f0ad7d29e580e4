import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type pg from 'pg'
import { NewerSchemaError } from '#lib/db/database-fault.ts'
import { APPLICATION_NAME } from '#lib/db/postgres.ts'
import { migrate } from '../../prisma/migrate.ts'
import { listMigrationNames } from '../../prisma/migrations.ts'
import { BackupError } from './backup-error.ts'
import { loadPostgres } from './load-postgres.ts'
import { runInTransaction } from './postgres-transaction.ts'
import { makeNotEmptyError, prepareDraft, type RestoreOptions } from './restore.ts'

/**
 * Replaces the rows of the Postgres database at `databaseUrl` with those of the backup `file`, in one transaction: a
 * failure leaves the old rows in place.
 * @returns the number of rows by table.
 * @throws BackupError those of {@link prepareDraft}, `not_empty` unless `force` is set, `database_in_use`,
 *   `database_down`; NewerSchemaError
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
        await requireKnownSchema(client)
        await requireNoServer(client)
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

/** Only the rows are replaced, and the tables of a later version would stay. @throws NewerSchemaError */
async function requireKnownSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ last: string }>(
    'SELECT max(migration_name) AS last FROM _prisma_migrations',
  )
  const known = (await listMigrationNames('postgresql')).at(-1) ?? ''
  if ((rows[0]?.last ?? '') > known) throw new NewerSchemaError('The database is newer.')
}

/**
 * Refuses to restore under a running server, as on SQLite: it would go on with sessions, keys and origins that the
 * database no longer has. A server always has a connection open, since it asks for the list of origins every second.
 */
async function requireNoServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = $1`,
    [APPLICATION_NAME],
  )
  if (Number(rows[0]?.count) === 0) return
  const message = 'A server is connected to this database. Stop the servers, then try again.'
  throw new BackupError('database_in_use', message)
}

/** Makes servers wait from here on, so that nothing they write is lost in the restore. */
async function lockUsers(client: pg.Client): Promise<void> {
  await client.query('LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE').catch(cause => {
    const message = 'The database is in use. Stop the servers, then try again.'
    throw new BackupError('database_in_use', message, cause)
  })
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM "User"')
  const users = Number(rows[0]?.count)
  if (users > 0) throw makeNotEmptyError(users)
}
