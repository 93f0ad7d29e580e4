import { db, isMissingRow } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { isRegisteredId } from './client.ts'
import { CLIENT_INCLUDE } from './client-json.ts'

/** The row of a registered client, enabled or not. @throws Problem 404 `unknown_client`. */
export async function findClientRow(id: string) {
  const row = isRegisteredId(id)
    ? await db().client.findUnique({ where: { id }, include: CLIENT_INCLUDE })
    : null
  if (!row) throw unknownClient()
  return row
}

/** What a change of a client comes to. @throws Problem 404 `unknown_client` if it was removed in the meantime. */
export async function unlessGone<T>(change: Promise<T>): Promise<T> {
  return change.catch(error => {
    throw isMissingRow(error) ? unknownClient() : error
  })
}

function unknownClient(): Problem {
  return new Problem(404, 'unknown_client', 'There is no such application.')
}
