import { db } from '#lib/db/db.ts'
import { deleteInBatches, startRetention } from '#lib/db/retention.ts'

const HOUR_MS = 60 * 60 * 1000

/** How long a mail is kept after it was sent or failed. */
const MAX_AGE_MS = 30 * 24 * HOUR_MS

/** How many mails are deleted at a time. */
const DELETE_BATCH_SIZE = 1000

/** Deletes mails that were sent or failed more than 30 days ago, now and once an hour. */
export function startMailRetention(): void {
  startRetention('old mails', HOUR_MS, deleteOldMails)
}

/** Deletes mails that ended more than 30 days ago. @returns how many. */
export async function deleteOldMails(now = Date.now()): Promise<number> {
  const before = new Date(now - MAX_AGE_MS)
  return deleteInBatches(DELETE_BATCH_SIZE, () =>
    db().mail.deleteMany({
      where: { status: { in: ['sent', 'failed'] }, endedAt: { lt: before } },
      limit: DELETE_BATCH_SIZE,
    }),
  )
}
