import { databaseDown } from '#lib/db.ts'
import { onePerProcess } from '#lib/one-per-process.ts'
import { requestContext } from './request-context.ts'

/** How long one request waits for a database that answers nobody, in all, in milliseconds. */
const PATIENCE = 800
/** How long for one that answers others: it is busy, and to fail would only add to that. */
const LONGEST = 8000

const waited = new WeakMap<object, number>()
const heard = () => onePerProcess('databaseHeard', () => ({ at: 0 }))

/** Whether the database has answered somebody just now. */
export function heardLately(): boolean {
  return performance.now() - heard().at < PATIENCE
}

/**
 * What `query` gives, or, when the present request has waited for the database long enough, a fault that
 * `databaseDown` knows: one that hangs must not hang whoever signs in (ASVS v5.0.0-16.5.2). The query is not
 * undone. On SQLite it holds the thread until it is done, and the lock's own time is the bound.
 */
export async function inTime<T>(query: PromiseLike<T>): Promise<T> {
  const request = requestContext() ?? {}
  const before = waited.get(request) ?? 0
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const judge = () => {
      const now = performance.now()
      const quiet = now - heard().at
      if (quiet < PATIENCE && now - started < LONGEST) {
        timer = setTimeout(judge, PATIENCE - quiet)
        return
      }
      const fault = new Error('The database does not answer.')
      reject(Object.assign(fault, { code: 'ETIMEDOUT' }))
    }
    timer = setTimeout(judge, Math.max(0, PATIENCE - before))
  })
  try {
    return await Promise.race([answered(query), late])
  } finally {
    clearTimeout(timer)
    waited.set(request, before + performance.now() - started)
  }
}

async function answered<T>(query: PromiseLike<T>): Promise<T> {
  try {
    const answer = await query
    heard().at = performance.now()
    return answer
  } catch (error) {
    if (!databaseDown(error)) heard().at = performance.now()
    throw error
  }
}
