import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { turn } from '#lib/runtime/event-loop.ts'
import { logError, logInfo } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const DAY = 24 * 60 * 60 * 1000

/** How many records are deleted at a time, so that nobody waits for all of them. */
const BATCH = 1000

/** Deletes the records that are older than `AUDIT_DAYS` (ASVS v5.0.0-14.2.7): now and every day, beside all else. */
export function limitRecords(): void {
  onePerProcess('recordsLimit', () => setInterval(() => void tidy(), DAY).unref())
  void tidy()
}

/** @returns how many were deleted. */
export async function deleteOldRecords(days = env().auditDays): Promise<number> {
  const before = new Date(Date.now() - days * DAY)
  for (let total = 0; ; ) {
    await turn()
    const { count } = await db().auditEvent.deleteMany({
      where: { at: { lt: before } },
      limit: BATCH,
    })
    total += count
    if (count < BATCH) return total
  }
}

async function tidy(): Promise<void> {
  try {
    const deleted = await deleteOldRecords()
    if (deleted > 0) logInfo('old records deleted', { deleted })
  } catch (error) {
    logError('old records not deleted', error)
  }
}
