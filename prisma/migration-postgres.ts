import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { buildPostgresConfig } from '#lib/db/postgres-config.ts'
import type { MigrationDatabase } from './migration-database.ts'
import { MigrationError, readDriverMessage } from './migration-error.ts'

// The number that Prisma's own `migrate` locks, so that it and this code exclude each other.
const ADVISORY_LOCK = 72707369
const LOCK_NOT_AVAILABLE = '55P03'
const UNIQUE_VIOLATION = '23505'

export async function openPostgres(databaseUrl: string): Promise<MigrationDatabase> {
  // A pool of one connection is one session: the engine works in the transaction that begins here.
  const { config, schema } = buildPostgresConfig(databaseUrl, 5_000)
  const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 })
  try {
    const adapter = await new PrismaPg(pool, schema ? { schema } : {}).connect()
    await pool.query('SELECT 1')
    if (schema) await createSchema(pool, schema)
    // The adapter's own version splits a script at every semicolon, even inside strings and function bodies.
    adapter.executeScript = async script => void (await pool.query(script))
    return {
      adapter,
      begin: () => begin(pool),
      commit: () => commit(pool),
      close: () => pool.end(),
    }
  } catch (cause) {
    await pool.end()
    throw makeUnreachableError(databaseUrl, cause)
  }
}

async function createSchema(pool: pg.Pool, schema: string): Promise<void> {
  const { rowCount } = await pool.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  if (rowCount) return
  // Two processes may create it at once; the one that comes second fails even with IF NOT EXISTS.
  await pool.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`).catch(cause => {
    if (cause.code !== UNIQUE_VIOLATION) throw cause
  })
}

async function begin(pool: pg.Pool): Promise<void> {
  try {
    await pool.query(
      `BEGIN; SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`,
    )
  } catch (cause) {
    if ((cause as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw cause
    const message = 'Another process held the migration lock for a minute. Is a migration stuck?'
    throw new MigrationError('database_busy', message, { cause })
  }
}

// The engine also takes this lock for the session, and a connection pooler could keep the session open.
async function commit(pool: pg.Pool): Promise<void> {
  await pool.query(`SELECT pg_advisory_unlock(${ADVISORY_LOCK}); COMMIT`)
}

function makeUnreachableError(databaseUrl: string, cause: unknown): MigrationError {
  return new MigrationError(
    'database_unreachable',
    `Cannot reach the Postgres database ${hidePassword(databaseUrl)}: ${readDriverMessage(cause)}`,
    { cause },
  )
}

function hidePassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return '(DATABASE_URL is not a valid URL)'
  const url = new URL(databaseUrl)
  return `${url.protocol}//${url.host}${url.pathname}`
}
