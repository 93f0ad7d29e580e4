import { db } from '#lib/db/db.ts'
import { deleteInBatches, startRetention } from '#lib/db/retention.ts'

const HOUR_MS = 60 * 60 * 1000

/** How many rows are deleted at a time. */
const DELETE_BATCH_SIZE = 1000

/** How long a user's ticket is known after its time, in milliseconds, to tell them that it is too old. */
const TICKET_GRACE_MS = 7 * 24 * HOUR_MS

/** How long a code is known after its time, in milliseconds: a second use still ends the session of the first. */
const CODE_GRACE_MS = HOUR_MS

/** Deletes what has expired, now and once an hour. */
export function startTicketRetention(): void {
  startRetention('expired tickets', HOUR_MS, deleteExpiredTickets)
}

/** Deletes tickets, ceremonies, codes, pushed requests and what may be seen once that have expired. @returns how many rows. */
export async function deleteExpiredTickets(now = Date.now()): Promise<number> {
  const select = (end: number) => ({
    where: { expiresAt: { lt: new Date(end) } },
    limit: DELETE_BATCH_SIZE,
  })
  const expired = select(now)
  const queries = [
    // Those of nobody who has an account yet have addresses and password hashes in them: they go at once.
    () => db().ticket.deleteMany({ ...expired, where: { ...expired.where, userId: null } }),
    () => db().ticket.deleteMany(select(now - TICKET_GRACE_MS)),
    () => db().ceremony.deleteMany(expired),
    () => db().authorizationCode.deleteMany(select(now - CODE_GRACE_MS)),
    () => db().pushedRequest.deleteMany(expired),
    () => db().seenOnce.deleteMany(expired),
  ]
  let total = 0
  for (const query of queries) total += await deleteInBatches(DELETE_BATCH_SIZE, query)
  return total
}
