import { z } from 'zod'
import type { Prisma } from '#lib/db/db.ts'
import { readAgent } from '#lib/http/user-agent.ts'
import { AUDIT_ACTIONS, AUDIT_RESULTS, type AuditAction, type AuditResult } from './event.ts'

type EventRow = Prisma.AuditEventGetPayload<object>

const Named = z.strictObject({
  id: z.int().nullable().describe('Null for what is no user.'),
  uid: z.string(),
})
type Named = z.output<typeof Named>

/** An event as administrators see it. `count` is how many alike it stands for. */
export const EventJson = z
  .strictObject({
    id: z.int(),
    at: z.iso.datetime(),
    action: z.enum(AUDIT_ACTIONS),
    result: z.enum(AUDIT_RESULTS),
    count: z.int().describe('How many alike it stands for.'),
    actor: Named.nullable().describe('Who did it; null for whoever was not signed in.'),
    target: Named.nullable().describe('To whom or what.'),
    address: z.string().nullable(),
    origin: z.string().nullable(),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    requestId: z.string().nullable().describe('By which its lines are found in the log.'),
    detail: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .describe('Facts in a few words: a code, the fields that changed, a number.'),
  })
  .meta({ id: 'Event', description: 'Something that happened.' })
export type EventJson = z.output<typeof EventJson>

/** An event as it concerns one user: by themselves, by an administrator, or by nobody who was signed in. */
export const OwnEventJson = EventJson.omit({ actor: true, target: true, requestId: true })
  .extend({
    by: z.enum(['you', 'administrator', 'nobody']),
    whom: z
      .string()
      .nullable()
      .describe('Whom an act of theirs was about, where that is not they themselves.'),
  })
  .meta({ id: 'OwnEvent', description: 'Something that happened, as it concerns the viewer.' })
export type OwnEventJson = z.output<typeof OwnEventJson>

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

/** What `viewer` may see of an event of theirs: of what somebody else did not from where (ASVS v5.0.0-8.2.3). */
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
