import { db } from '#lib/db/db.ts'
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

/** 404 for a client that is not registered. */
export function unknownClient(): Problem {
  return new Problem(404, 'unknown_client', 'There is no such application.')
}
