import { readEngine } from '#lib/db/database-url.ts'
import { migrate } from '../../prisma/migrate.ts'
import { makeMember } from './crowd.ts'
import { fillPostgres } from './fill-postgres.ts'
import { fillSqlite } from './fill-sqlite.ts'

const USERS_PER_BATCH = 5000

/**
 * Creates a database with `count` users. Writes the same rows as the store would, but directly into the tables.
 * @param progress is called with the share that is written, from 0 to 1.
 */
export async function fillDatabase(
  databaseUrl: string,
  count: number,
  progress: (share: number) => void,
): Promise<void> {
  await migrate(databaseUrl)
  const write = readEngine(databaseUrl) === 'sqlite' ? fillSqlite : fillPostgres
  await write(databaseUrl, makeBatches(count, progress))
  progress(1)
}

async function* makeBatches(count: number, progress: (share: number) => void) {
  for (let first = 1; first <= count; first += USERS_PER_BATCH) {
    const length = Math.min(USERS_PER_BATCH, count - first + 1)
    yield Array.from({ length }, (_, i) => makeMember(first + i))
    progress((first + length - 1) / (count * 1.1))
  }
}
