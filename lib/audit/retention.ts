import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { deleteInBatches, startRetention } from '#lib/db/retention.ts'
import { env } from '#lib/env/env.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** How many events are deleted at a time. On SQLite every other request waits for that. */
const DELETE_BATCH_SIZE = 250

/** Deletes events that are older than `AUDIT_DAYS`, now and once a day. */
export function startEventRetention(): void {
  startRetention('old audit events', DAY_MS, deleteOldEvents)
}

/** Deletes the events that are older than so many days. @returns how many it deleted. */
export async function deleteOldEvents(days = env().auditDays): Promise<number> {
  const before = new Date(Date.now() - days * DAY_MS)
  return deleteInBatches(DELETE_BATCH_SIZE, () => deleteBatch(before))
}

/** The database refuses to delete an event unless the same transaction says from before when (`AuditExpiry`). */
async function deleteBatch(before: Date): Promise<{ count: number }> {
  const id = randomUUID()
  const [, deleted] = await db().$transaction([
    db().auditExpiry.create({ data: { id, before }, select: { id: true } }),
    db().auditEvent.deleteMany({ where: { at: { lt: before } }, limit: DELETE_BATCH_SIZE }),
    db().auditExpiry.delete({ where: { id }, select: { id: true } }),
  ])
  return deleted
}
