import { findRequestContext } from '#lib/http/request-context.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { isDatabaseDown } from './database-fault.ts'

/** How long one request waits in all for a database that answers nobody. */
const QUERY_TIMEOUT_MS = 800
/** How long it waits for a database that has answered nobody for AWAKE_MS: it may have to wake up and connect. */
const WAKING_TIMEOUT_MS = 4000
const AWAKE_MS = 60_000
/** How long it waits for a database that answers others: it is busy, and a failure would only make for retries. */
const BUSY_TIMEOUT_MS = 8000
/** A timer that is this late shows that the process was held up: the answer may be there and not yet read. */
const LATE_TIMER_MS = 100

const waited = new WeakMap<object, number>()
const lastAnswer = () =>
  onePerProcess('lastDatabaseAnswer', () => ({ at: -Infinity, gaveUp: false }))

/** Whether the database has answered any query within the last {@link QUERY_TIMEOUT_MS}. */
export function hasDatabaseAnsweredLately(): boolean {
  return performance.now() - lastAnswer().at < QUERY_TIMEOUT_MS
}

/**
 * Returns or throws what `query` does, unless the current request has waited for the database for too long: a database
 * that hangs must not make a sign-in hang (ASVS v5.0.0-16.5.2). The query itself goes on. On SQLite it blocks the
 * thread until it ends, and only the timeout of its lock limits it.
 * @throws an error that `isDatabaseDown` recognises, after the timeout.
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
      const error = new Error('The database does not answer.')
      reject(Object.assign(error, { code: 'ETIMEDOUT' }))
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

/** How long a request waits that has not waited yet. Once one has given up, the database is not just waking up. */
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
