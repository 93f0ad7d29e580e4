import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/postgresql/client.ts'
import type { Connection } from './connection-type.ts'
import { buildPostgresConfig } from './postgres-config.ts'
import { buildSessionQuery, type SessionColumns, toSessionRow } from './session-row.ts'

/** How Postgres names our connections in `pg_stat_activity`. */
export const APPLICATION_NAME = 'latchkey'

const text = buildSessionQuery('$1')

// pg would read a timestamp without a zone as local time.
const types = {
  getTypeParser: (oid: number) =>
    oid === pg.types.builtins.TIMESTAMP ? String : pg.types.getTypeParser(oid, 'text'),
}

/** How long a query waits for a connection: when many sign in at once, some wait for the others. */
const CONNECT_TIMEOUT_MS = 3_000

/** Connects to Postgres with at most ten connections, or `connection_limit`, each of which is opened when a query needs it. */
export function connectPostgres(databaseUrl: string): Connection {
  const { config, schema } = buildPostgresConfig(databaseUrl, CONNECT_TIMEOUT_MS)
  const pool = new pg.Pool({
    max: 10,
    ...config,
    application_name: APPLICATION_NAME,
    idleTimeoutMillis: 30_000,
    // A connection without an answer is given up, and the next query opens another.
    query_timeout: 15_000,
  })
  // The next query replaces an idle connection that breaks. Without a listener the event would end the process.
  pool.on('error', () => {})
  // After a hang Prisma's ROLLBACK may never have been sent, and what others wrote in that transaction would be lost.
  // The pool drops a client that is ending.
  pool.on('release', (_, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end().catch(() => {})
  })
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, schema ? { schema } : {}),
    errorFormat: 'minimal',
  })
  return {
    // The models are the same; the type of SQLite's client is narrower.
    client: client as unknown as Connection['client'],
    async readSession(id) {
      // Not a named statement: poolers that share connections between clients (Supabase, older PgBouncer) lose those.
      const query = { text, values: [id], rowMode: 'array' as const, types }
      const { rows } = await pool.query<SessionColumns>(query)
      return rows[0] ? toSessionRow(rows[0]) : null
    },
    async close() {
      await client.$disconnect()
      await pool.end()
    },
  }
}
