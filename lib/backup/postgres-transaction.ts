import pg from 'pg'
import { buildPostgresConfig } from '#lib/db/postgres-config.ts'
import { BackupError } from './backup-error.ts'

/**
 * Runs `act` on a new connection in one transaction, which the statement `begin` opens: all that it writes takes
 * effect, or nothing.
 * @throws BackupError `database_down`
 */
export async function runInTransaction<T>(
  databaseUrl: string,
  begin: string,
  act: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(buildPostgresConfig(databaseUrl, 5000).config)
  // When the connection breaks, the query under way rejects too. Without a listener this would end the process.
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
