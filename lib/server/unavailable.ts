import { isDatabaseDown, isDatabaseUnwritable } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'

/**
 * 503 with `Retry-After` when `error` says that the database does not answer or accepts no writes; null for any other
 * error. The message does not tell the cause, which is for the log.
 */
export function findUnavailableProblem(error: unknown): Problem | null {
  if (!isDatabaseDown(error) && !isDatabaseUnwritable(error)) return null
  return new Problem(503, 'database_down', 'The server is busy. Try again soon.', {
    headers: [['Retry-After', '5']],
  })
}
