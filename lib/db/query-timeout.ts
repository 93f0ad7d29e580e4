import { findRequestContext } from '#lib/http/request-context.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { isDatabaseDown } from './db.ts'

/** How long one request waits for a database that answers nobody, in all, in milliseconds. */
const QUERY_TIMEOUT_MS = 800
/** How long for one that was not asked for `AWAKE`: it may have to wake, and a connection to be opened. */
const WAKING_TIMEOUT_MS = 4000
const AWAKE_MS = 60_000
/** How long for one that answers others: it is busy, and to fail would only add to that. */
const BUSY_TIMEOUT_MS = 8000
/** How late a timer is in a process that was held up: the answer may have come, and not be read yet. */
const LATE_TIMER_MS = 100

const waited = new WeakMap<object, number>()
const lastAnswer = () => onePerProcess('databaseHeard', () => ({ at: -Infinity, gaveUp: false }))

/** Whether the database has answered somebody just now. */
export function hasDatabaseAnsweredLately(): boolean {
  return performance.now() - lastAnswer().at < QUERY_TIMEOUT_MS
}

/**
 * What `query` gives, or, when the present request has waited for the database long enough, a fault that
 * `databaseDown` knows: one that hangs must not hang whoever signs in (ASVS v5.0.0-16.5.2). The query is not
 * undone. On SQLite it holds the thread until it is done, and the lock's own time is the bound.
 */
export async function awaitInTime<T>(query: PromiseLike<T>): Promise<T> {
  const request = findRequestContext() ?? {}
  const before = waited.get(request) ?? 0
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const judgeIn = (delay: number) => {
      timer = setTimeout(judge, delay, performance.now() + delay)
    }
    const judge = (due: number) => {
      const now = performance.now()
      const quiet = now - lastAnswer().at
      if (now - started < BUSY_TIMEOUT_MS) {
        if (quiet < QUERY_TIMEOUT_MS) return judgeIn(QUERY_TIMEOUT_MS - quiet)
        if (now - due > LATE_TIMER_MS) return judgeIn(LATE_TIMER_MS)
      }
      lastAnswer().gaveUp = true
      const fault = new Error('The database does not answer.')
      reject(Object.assign(fault, { code: 'ETIMEDOUT' }))
    }
    judgeIn(Math.max(0, chooseTimeoutMs() - before))
  })
  try {
    return await Promise.race([awaitNoted(query), late])
  } finally {
    clearTimeout(timer)
    waited.set(request, before + performance.now() - started)
  }
}

/** How long a request that has not waited yet waits. One that gave up has found that nobody is woken. */
function chooseTimeoutMs(): number {
  const { at, gaveUp } = lastAnswer()
  return gaveUp || performance.now() - at < AWAKE_MS ? QUERY_TIMEOUT_MS : WAKING_TIMEOUT_MS
}

async function awaitNoted<T>(query: PromiseLike<T>): Promise<T> {
  try {
    const answer = await query
    markAnswered()
    return answer
  } catch (error) {
    if (!isDatabaseDown(error)) markAnswered()
    throw error
  }
}

function markAnswered(): void {
  Object.assign(lastAnswer(), { at: performance.now(), gaveUp: false })
}
