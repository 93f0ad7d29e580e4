import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError, logInfo } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** How many events are deleted at a time. On SQLite every other request waits for that. */
const DELETE_BATCH_SIZE = 250

/** Deletes events that are older than `AUDIT_DAYS`, now and once a day, in the background (ASVS v5.0.0-14.2.7). */
export function startEventRetention(): void {
  onePerProcess('eventRetention', () => setInterval(() => void tidy(), DAY_MS).unref())
  void tidy()
}

/** Deletes the events that are older than so many days. @returns how many it deleted. */
export async function deleteOldEvents(days = env().auditDays): Promise<number> {
  const before = new Date(Date.now() - days * DAY_MS)
  for (let total = 0; ; ) {
    await yieldToEventLoop()
    const count = await deleteBatch(before)
    total += count
    if (count < DELETE_BATCH_SIZE) return total
  }
}

/** The database refuses to delete an event unless the same transaction says from before when (`AuditExpiry`). */
async function deleteBatch(before: Date): Promise<number> {
  const id = randomUUID()
  const [, { count }] = await db().$transaction([
    db().auditExpiry.create({ data: { id, before }, select: { id: true } }),
    db().auditEvent.deleteMany({ where: { at: { lt: before } }, limit: DELETE_BATCH_SIZE }),
    db().auditExpiry.delete({ where: { id }, select: { id: true } }),
  ])
  return count
}

async function tidy(): Promise<void> {
  try {
    const deleted = await deleteOldEvents()
    if (deleted > 0) logInfo('old audit events deleted', { deleted })
  } catch (error) {
    logError('old audit events not deleted', error)
  }
}
