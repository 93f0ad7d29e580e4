import { z } from 'zod'
import type { Prisma } from '#lib/db/db.ts'
import { readAgent } from '#lib/http/user-agent.ts'
import { AUDIT_ACTIONS, AUDIT_RESULTS, type AuditAction, type AuditResult } from './event.ts'

/** A row of the audit log. */
export type EventRow = Prisma.AuditEventGetPayload<object>

const Named = z.strictObject({
  id: z.int().nullable().describe('Null for what is not a user.'),
  uid: z.string(),
})
type Named = z.output<typeof Named>

/** An event as administrators see it. */
export const EventJson = z
  .strictObject({
    id: z.int(),
    at: z.iso.datetime(),
    action: z.enum(AUDIT_ACTIONS),
    result: z.enum(AUDIT_RESULTS),
    count: z.int().describe('How many equal events it stands for.'),
    actor: Named.nullable().describe('Who did it; null for somebody who was not signed in.'),
    target: Named.nullable().describe('To whom or what it was done.'),
    address: z.string().nullable(),
    origin: z.string().nullable(),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    requestId: z.string().nullable().describe('The id under which the log has the request.'),
    detail: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .describe('Details: a code, the names of the fields that changed, a number.'),
  })
  .meta({ id: 'Event', description: 'An audit event: something that happened.' })
export type EventJson = z.output<typeof EventJson>

/** An event as a user sees it who did it or to whom it was done. */
export const OwnEventJson = EventJson.omit({ actor: true, target: true, requestId: true })
  .extend({
    by: z
      .enum(['you', 'administrator', 'nobody'])
      .describe('Who did it; `nobody` is somebody who was not signed in.'),
    whom: z
      .string()
      .nullable()
      .describe('Whom an act of the viewer was about, if that is somebody else.'),
  })
  .meta({ id: 'OwnEvent', description: 'An audit event, as it concerns the viewer.' })
export type OwnEventJson = z.output<typeof OwnEventJson>

/** Shows a row as administrators see it. */
export function toEventJson(row: EventRow): EventJson {
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action as AuditAction,
    result: row.result as AuditResult,
    count: row.count,
    actor: named(row.actorId, row.actorUid),
    target: named(row.targetId, row.targetUid),
    address: row.address || null,
    origin: row.origin || null,
    ...readAgent(row.agent),
    requestId: row.requestId || null,
    detail: JSON.parse(row.detail),
  }
}

/** Shows `viewer` an event of their own, without where an administrator acted from (ASVS v5.0.0-8.2.3). */
export function toOwnEventJson(viewer: { id: number }, row: EventRow): OwnEventJson {
  const { actor, target, requestId: _, ...event } = toEventJson(row)
  const by = actor === null ? 'nobody' : actor.id === viewer.id ? 'you' : 'administrator'
  const hidden = { address: null, origin: null, browser: null, system: null }
  const whom = by === 'you' && target && target.id !== viewer.id ? target.uid : null
  return { ...event, ...(by === 'administrator' && hidden), by, whom }
}

function named(id: number | null, uid: string): Named | null {
  return uid === '' ? null : { id, uid }
}
