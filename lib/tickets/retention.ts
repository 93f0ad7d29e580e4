import { db } from '#lib/db/db.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError, logInfo } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const HOUR_MS = 60 * 60 * 1000

/** How many rows are deleted at a time, so that nobody waits for all of them. */
const DELETE_BATCH_SIZE = 1000

/** How long a code is known after its time, in milliseconds: a second use still ends the session of the first. */
const CODE_GRACE_MS = HOUR_MS

/** Deletes what has expired, now and once an hour, in the background (ASVS v5.0.0-14.2.7). */
export function startTicketRetention(): void {
  onePerProcess('ticketRetention', () => setInterval(() => void tidy(), HOUR_MS).unref())
  void tidy()
}

/** Deletes ceremonies, codes, pushed requests and what may be seen once that have expired. @returns how many rows. */
export async function deleteExpiredTickets(now = Date.now()): Promise<number> {
  const select = (end: number) => ({
    where: { expiresAt: { lt: new Date(end) } },
    limit: DELETE_BATCH_SIZE,
  })
  const expired = select(now)
  const queries = [
    () => db().ceremony.deleteMany(expired),
    () => db().authorizationCode.deleteMany(select(now - CODE_GRACE_MS)),
    () => db().pushedRequest.deleteMany(expired),
    () => db().seenOnce.deleteMany(expired),
  ]
  let total = 0
  for (const query of queries) total += await repeat(query)
  return total
}

async function repeat(query: () => PromiseLike<{ count: number }>): Promise<number> {
  for (let total = 0; ; ) {
    await yieldToEventLoop()
    const { count } = await query()
    total += count
    if (count < DELETE_BATCH_SIZE) return total
  }
}

async function tidy(): Promise<void> {
  try {
    const deleted = await deleteExpiredTickets()
    if (deleted > 0) logInfo('expired tickets deleted', { deleted })
  } catch (error) {
    logError('expired tickets not deleted', error)
  }
}
