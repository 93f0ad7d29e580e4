import { engineOf } from '#lib/db/database-url.ts'
import { migrate } from '../../prisma/migrate.ts'
import { member } from './crowd.ts'
import { fillPostgres } from './fill-postgres.ts'
import { fillSqlite } from './fill-sqlite.ts'

const BATCH = 5000

/**
 * Makes a database of `count` users, straight into the tables, as the store would have written them.
 * @param progress told the share that is written, from 0 to 1.
 */
export async function fill(
  databaseUrl: string,
  count: number,
  progress: (share: number) => void,
): Promise<void> {
  await migrate(databaseUrl)
  const write = engineOf(databaseUrl) === 'sqlite' ? fillSqlite : fillPostgres
  await write(databaseUrl, batchesOf(count, progress))
  progress(1)
}

async function* batchesOf(count: number, progress: (share: number) => void) {
  for (let first = 1; first <= count; first += BATCH) {
    const length = Math.min(BATCH, count - first + 1)
    yield Array.from({ length }, (_, i) => member(first + i))
    progress((first + length - 1) / (count * 1.1))
  }
}
