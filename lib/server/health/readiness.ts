import { Problem } from '#lib/http/problem.ts'
import { readDatabaseState } from './database-state.ts'
import { isStopping } from './stopping.ts'

const MESSAGES = {
  stopping: 'This server is about to stop.',
  down: 'The database does not answer.',
  behind: 'Migrations are missing in the database.',
  unwritable: 'The database takes no writes.',
} as const

/**
 * Returns when this process should receive requests.
 * @throws Problem 503 `stopping`, `database_down` or `migrations_missing`, within a second.
 */
export async function requireReadiness(): Promise<void> {
  if (isStopping()) throw new Problem(503, 'stopping', MESSAGES.stopping)
  const state = await readDatabaseState()
  if (state === 'down') throw new Problem(503, 'database_down', MESSAGES.down)
  if (state === 'unwritable') throw new Problem(503, 'database_down', MESSAGES.unwritable)
  if (state === 'behind') throw new Problem(503, 'migrations_missing', MESSAGES.behind)
}
