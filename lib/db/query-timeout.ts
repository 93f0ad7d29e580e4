import { requestContext } from '#lib/http/request-context.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { databaseDown } from './db.ts'

/** How long one request waits for a database that answers nobody, in all, in milliseconds. */
const PATIENCE = 800
/** How long for one that was not asked for `AWAKE`: it may have to wake, and a connection to be opened. */
const WAKING = 4000
const AWAKE = 60_000
/** How long for one that answers others: it is busy, and to fail would only add to that. */
const LONGEST = 8000
/** How late a timer is in a process that was held up: the answer may have come, and not be read yet. */
const HELD_UP = 100

const waited = new WeakMap<object, number>()
const heard = () => onePerProcess('databaseHeard', () => ({ at: -Infinity, gaveUp: false }))

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
    const judgeIn = (delay: number) => {
      timer = setTimeout(judge, delay, performance.now() + delay)
    }
    const judge = (due: number) => {
      const now = performance.now()
      const quiet = now - heard().at
      if (now - started < LONGEST) {
        if (quiet < PATIENCE) return judgeIn(PATIENCE - quiet)
        if (now - due > HELD_UP) return judgeIn(HELD_UP)
      }
      heard().gaveUp = true
      const fault = new Error('The database does not answer.')
      reject(Object.assign(fault, { code: 'ETIMEDOUT' }))
    }
    judgeIn(Math.max(0, patience() - before))
  })
  try {
    return await Promise.race([answered(query), late])
  } finally {
    clearTimeout(timer)
    waited.set(request, before + performance.now() - started)
  }
}

/** How long a request that has not waited yet waits. One that gave up has found that nobody is woken. */
function patience(): number {
  const { at, gaveUp } = heard()
  return gaveUp || performance.now() - at < AWAKE ? PATIENCE : WAKING
}

async function answered<T>(query: PromiseLike<T>): Promise<T> {
  try {
    const answer = await query
    hear()
    return answer
  } catch (error) {
    if (!databaseDown(error)) hear()
    throw error
  }
}

function hear(): void {
  Object.assign(heard(), { at: performance.now(), gaveUp: false })
}
