import { isDatabaseDown } from '#lib/db/database-fault.ts'
import { db } from '#lib/db/db.ts'
import { hasDatabaseAnsweredLately } from '#lib/db/query-timeout.ts'
import { readSchemaState } from '#lib/db/schema-state.ts'
import { takesWrites } from '#lib/db/writable.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

type DatabaseState = 'current' | 'behind' | 'unwritable' | 'down'

/** How long the database may take to answer. */
const ANSWER_TIMEOUT_MS = 800

type Look = { underWay: Promise<DatabaseState> | null }

/**
 * Whether the database answers, has every migration of this build and takes writes. Resolves within a second even when
 * it hangs.
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
    const schema = await readSchemaState()
    if (schema === 'behind') return 'behind'
    return (await takesWrites()) ? 'current' : 'unwritable'
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
