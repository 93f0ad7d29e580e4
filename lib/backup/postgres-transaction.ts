import pg from 'pg'
import { BackupError } from './backup-error.ts'

/** Runs `act` in a transaction of its own: what it has written is there as a whole, or, whatever happens, not at all. */
export async function runInTransaction<T>(
  databaseUrl: string,
  begin: string,
  act: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 })
  // A connection that breaks fails the query that waits for it as well.
  client.on('error', () => {})
  await client.connect().catch(cause => {
    const message = `Postgres does not answer: ${cause.message}.`
    throw new BackupError('database_down', message, cause)
  })
  try {
    await client.query(begin)
    const result = await act(client)
    await client.query('COMMIT')
    return result
  } finally {
    await client.end()
  }
}
