import { findDatabaseFault } from '#lib/db/database-fault.ts'
import type { DatabaseFault } from '#lib/db/database-fault-type.ts'
import { noteUnwritable } from '#lib/db/writable.ts'
import { Problem } from '#lib/http/problem.ts'

/** What an operator mends while the server runs. Of anything else the server itself may be the cause. */
const PASSING: DatabaseFault['code'][] = [
  'database_down',
  'database_unusable',
  'database_unwritable',
]

/**
 * 503 with `Retry-After` when `error` says that the database does not answer, lets nobody in or accepts no writes; null
 * for any other error. The message does not tell the cause, which is for the log.
 */
export function findUnavailableProblem(error: unknown): Problem | null {
  const fault = findDatabaseFault(error)
  if (!fault || !PASSING.includes(fault.code)) return null
  if (fault.code === 'database_unwritable') noteUnwritable()
  return new Problem(503, 'database_down', 'The server is busy. Try again soon.', {
    headers: [['Retry-After', '5']],
  })
}
