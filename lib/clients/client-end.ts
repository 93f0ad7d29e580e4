import { db } from '#lib/db/db.ts'
import { sessionEnd } from '#lib/sessions/end-sessions.ts'

/**
 * The queries that end what a client was given, for a transaction: its sessions, the codes that it has not changed for
 * tokens, and the requests that it has pushed. @param userId of one user alone.
 */
export function clientAccessEnd(clientId: string, userId?: number) {
  const whose = userId === undefined ? { clientId } : { clientId, userId }
  return [
    db().authorizationCode.deleteMany({ where: whose }),
    ...(userId === undefined ? [db().pushedRequest.deleteMany({ where: { clientId } })] : []),
    sessionEnd(whose),
  ]
}
