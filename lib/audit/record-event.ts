import { setTimeout as wait } from 'node:timers/promises'
import { findDatabaseFault } from '#lib/db/database-fault.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { keepAwake } from '#lib/runtime/keep-awake.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type AuditEvent, toEventRow } from './event.ts'
import { EventBatches, type PendingEvent } from './event-batches.ts'

/**
 * How long events are only counted on a serverless host, which the first of them keeps awake for that time. Elsewhere
 * they are counted for a minute.
 */
const SERVERLESS_WINDOW_MS = 5000

type Flush = { pending: Promise<void> | null }

const batches = () => onePerProcess('eventBatches', () => new EventBatches(row => keep(row)))
const underWay = () => onePerProcess('eventsUnderWay', () => new Set<Promise<void>>())
const serverlessFlush = () => onePerProcess('eventsFlush', (): Flush => ({ pending: null }))

/**
 * Records something that has happened. Where a change and its event must be written together, put
 * {@link auditInsert} into the transaction of the change instead. Refused and limited events of the same kind are
 * counted.
 *
 * It never throws: what happened has happened, and where the event cannot be kept, the log says so. A caller that does
 * not await it answers without the delay, which would tell whether there was something to record.
 */
export async function recordEvent(event: AuditEvent): Promise<void> {
  const { tried = '' } = event
  const row = { ...toEventRow(event), tried }
  const kept = event.result === 'ok' ? row : batches().take(row)
  if (kept) await keep(kept)
  else if (env().serverless) keepAwake(flushSoon())
}

/** The query that records `event`, for a `$transaction([…])`. */
export function auditInsert(event: AuditEvent) {
  return db().auditEvent.create({ data: toEventRow(event), select: { id: true } })
}

/** Keeps what was only counted so far, and waits for all writes. To be called when the process ends. */
export async function flushEvents(): Promise<void> {
  batches().flush()
  await Promise.all(underWay())
}

function keep(row: PendingEvent): Promise<void> {
  const kept = write(row).finally(() => underWay().delete(kept))
  underWay().add(kept)
  keepAwake(kept)
  return kept
}

function flushSoon(): Promise<void> {
  const flush = serverlessFlush()
  flush.pending ??= wait(SERVERLESS_WINDOW_MS, undefined, { ref: false }).then(() => {
    flush.pending = null
    return flushEvents()
  })
  return flush.pending
}

async function write({ tried, ...row }: PendingEvent): Promise<void> {
  try {
    await yieldToEventLoop()
    const data = { ...row, ...(tried && (await targetOf(tried))) }
    await db().auditEvent.create({ data, select: { id: true } })
  } catch (error) {
    const { action, result } = row
    const reason = findDatabaseFault(error)?.says
    logError('audit event not recorded', error, { action, result, ...(reason && { reason }) })
  }
}

/** Only events that are kept look up their target, so that a flood of attempts costs no queries. */
async function targetOf(uidKey: string) {
  const user = await db().user.findUnique({ where: { uidKey }, select: { id: true, uid: true } })
  return user ? { targetId: user.id, targetUid: user.uid } : {}
}
