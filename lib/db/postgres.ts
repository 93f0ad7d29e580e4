import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/postgresql/client.ts'
import type { Connection } from './connection-type.ts'
import { buildSessionQuery, type SessionColumns, toSessionRow } from './session-row.ts'

const text = buildSessionQuery('$1')

// pg would read a timestamp without a zone as local time.
const types = {
  getTypeParser: (oid: number) =>
    oid === pg.types.builtins.TIMESTAMP ? String : pg.types.getTypeParser(oid, 'text'),
}

export function connectPostgres(databaseUrl: string): Connection {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    // In a rush of sign-ins some wait for those before them.
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    // A connection that nobody answers on any more is given up, and the next query opens another.
    query_timeout: 15_000,
  })
  // An idle connection that breaks is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => {})
  // After a hang Prisma's ROLLBACK may never have been sent: what others write in that transaction would be lost. The
  // pool drops whoever is ending.
  pool.on('release', (_, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end().catch(() => {})
  })
  const client = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' })
  return {
    // The same models; SQLite's type is the narrower one.
    client: client as unknown as Connection['client'],
    async readSession(id) {
      // Not a named statement: poolers that share connections between clients (Supabase, older
      // PgBouncer) lose those.
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
