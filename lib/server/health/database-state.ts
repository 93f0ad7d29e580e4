import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { db, getEngine, isDatabaseDown } from '#lib/db/db.ts'
import { hasDatabaseAnsweredLately } from '#lib/db/query-timeout.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

export type DatabaseState = 'current' | 'behind' | 'down'

/** How long the database may take to answer. */
const ANSWER_TIMEOUT_MS = 800

type Look = { underWay: Promise<DatabaseState> | null }

/**
 * Whether the database answers and has every migration of this build. Resolves within a second even when it hangs.
 * A database that answers other queries in time is only busy, and counts as `current`. Concurrent calls share one
 * query.
 */
export async function readDatabaseState(): Promise<DatabaseState> {
  const look = onePerProcess('databaseLook', (): Look => ({ underWay: null }))
  look.underWay ??= askDatabase().finally(() => {
    look.underWay = null
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<DatabaseState>(resolve => {
    timer = setTimeout(
      () => resolve(hasDatabaseAnsweredLately() ? 'current' : 'down'),
      ANSWER_TIMEOUT_MS,
    )
  })
  try {
    return await Promise.race([look.underWay, late])
  } finally {
    clearTimeout(timer)
  }
}

async function askDatabase(): Promise<DatabaseState> {
  try {
    const rows = await db().$queryRaw<{ migration_name: string }[]>`SELECT "migration_name"
      FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`
    const applied = new Set(rows.map(row => row.migration_name))
    return (await listWantedMigrations()).every(name => applied.has(name)) ? 'current' : 'behind'
  } catch (error) {
    return isDatabaseDown(error) || !(await answersAtAll()) ? 'down' : 'behind'
  }
}

/** Whether the database answers another query, so that only the table of migrations is missing. */
async function answersAtAll(): Promise<boolean> {
  return db().$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  )
}

/** The names of this build's migrations: one folder each. */
async function listWantedMigrations(): Promise<string[]> {
  const entries = await readdir(join(process.cwd(), 'prisma/migrations', getEngine()), {
    withFileTypes: true,
  })
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name)
}
