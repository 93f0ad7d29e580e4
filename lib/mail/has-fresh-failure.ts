import { db } from '#lib/db/db.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Whether a mail has failed within the last day, of which an administrator should know. */
export async function hasFreshFailure(now = Date.now()): Promise<boolean> {
  const failed = await db().mail.findFirst({
    where: { status: 'failed', endedAt: { gt: new Date(now - DAY_MS) } },
    select: { id: true },
  })
  return failed !== null
}
