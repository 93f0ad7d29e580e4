import { db } from '#lib/db/db.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type AuditEvent, toEventRow } from './event.ts'
import { EventBatches, type PendingEvent } from './event-batches.ts'

const batches = () => onePerProcess('alikeEvents', () => new EventBatches(row => keep(row)))
const underWay = () => onePerProcess('eventsUnderWay', () => new Set<Promise<void>>())

/**
 * Records something that has happened. Where a change and its record must not part, write `recorded(event)` in
 * the change's own transaction instead. Of what was refused or limited, those that are alike are counted.
 *
 * Never throws: what happened has happened, and when the record cannot be kept the log says so. Who does not
 * await it answers no later for it, and tells by no delay whether there was something to record.
 */
export async function recordEvent(event: AuditEvent): Promise<void> {
  const { tried = '' } = event
  const row = { ...toEventRow(event), tried }
  const kept = event.result === 'ok' ? row : batches().take(row)
  if (kept) await keep(kept)
}

/** The query that records `event`, for a `$transaction([…])`. */
export function auditInsert(event: AuditEvent) {
  return db().auditEvent.create({ data: toEventRow(event), select: { id: true } })
}

/** Keeps what was only counted until now, and waits for what is being kept: at the end of the process. */
export async function flushEvents(): Promise<void> {
  batches().flush()
  await Promise.all(underWay())
}

function keep(row: PendingEvent): Promise<void> {
  const kept = write(row).finally(() => underWay().delete(kept))
  underWay().add(kept)
  return kept
}

async function write({ tried, ...row }: PendingEvent): Promise<void> {
  try {
    await yieldToEventLoop()
    const data = { ...row, ...(tried && (await targetOf(tried))) }
    await db().auditEvent.create({ data, select: { id: true } })
  } catch (error) {
    logError('event not recorded', error, { action: row.action, result: row.result })
  }
}

/** Looked up for what is kept alone, so that a flood of attempts costs no queries. */
async function targetOf(uidKey: string) {
  const user = await db().user.findUnique({ where: { uidKey }, select: { id: true, uid: true } })
  return user ? { targetId: user.id, targetUid: user.uid } : {}
}
