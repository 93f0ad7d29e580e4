import { db } from '#lib/db.ts'
import { logError } from '#lib/log.ts'
import { type AuditEvent, eventRow } from './event.ts'

/**
 * Records something that has happened. Where a change and its record must not part, write `recorded(event)` in
 * the change's own transaction instead.
 *
 * Never throws: what happened has happened, and when the record cannot be kept the log says so.
 */
export async function record(event: AuditEvent): Promise<void> {
  try {
    await recorded(event)
  } catch (error) {
    logError('event not recorded', error, { action: event.action, result: event.result })
  }
}

/** The query that records `event`, for a `$transaction([…])`. */
export function recorded(event: AuditEvent) {
  return db().auditEvent.create({ data: eventRow(event), select: { id: true } })
}
