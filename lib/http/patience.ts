import { requestContext } from './request-context.ts'

/** How long one request waits for a database that does not answer, in all, in milliseconds. */
const PATIENCE = 800

const waited = new WeakMap<object, number>()

/**
 * What `query` gives, or, when the present request has waited for the database long enough, a fault that
 * `databaseDown` knows: one that hangs must not hang whoever signs in (ASVS v5.0.0-16.5.2). The query is not
 * undone. On SQLite it holds the thread until it is done, and the lock's own time is the bound.
 */
export async function inTime<T>(query: PromiseLike<T>): Promise<T> {
  const request = requestContext() ?? {}
  const left = PATIENCE - (waited.get(request) ?? 0)
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const fault = Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' })
    timer = setTimeout(reject, Math.max(0, left), fault)
  })
  try {
    return await Promise.race([query, late])
  } finally {
    clearTimeout(timer)
    waited.set(request, (waited.get(request) ?? 0) + performance.now() - started)
  }
}
