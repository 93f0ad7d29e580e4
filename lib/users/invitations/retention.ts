import { db } from '#lib/db/db.ts'
import { deleteInBatches, startRetention } from '#lib/db/retention.ts'

const HOUR_MS = 60 * 60 * 1000

/** How long an invitation is kept after the time in which it could be accepted. */
const MAX_AGE_MS = 30 * 24 * HOUR_MS

/** How many invitations are deleted at a time. */
const DELETE_BATCH_SIZE = 1000

/** Deletes invitations that expired more than 30 days ago, accepted or not, now and once an hour. */
export function startInvitationRetention(): void {
  startRetention('old invitations', HOUR_MS, deleteOldInvitations)
}

/** Deletes invitations that expired more than 30 days ago. @returns how many. */
export async function deleteOldInvitations(now = Date.now()): Promise<number> {
  const before = new Date(now - MAX_AGE_MS)
  return deleteInBatches(DELETE_BATCH_SIZE, () =>
    db().invitation.deleteMany({
      where: { expiresAt: { lt: before } },
      limit: DELETE_BATCH_SIZE,
    }),
  )
}
