import { readAgent } from '#lib/auth/user-agent.ts'
import type { Prisma } from '#lib/db.ts'
import type { AuditAction, AuditResult } from './event.ts'

type EventRow = Prisma.AuditEventGetPayload<object>
type Detail = Record<string, string | number | boolean | null>
/** `id` is null for what is no user. */
type Named = { id: number | null; uid: string }

/** An event as administrators see it. `count` is how many alike it stands for. */
export type EventJson = {
  id: number
  at: string
  action: AuditAction
  result: AuditResult
  count: number
  actor: Named | null
  target: Named | null
  address: string | null
  origin: string | null
  browser: string | null
  system: string | null
  requestId: string | null
  detail: Detail
}

/** An event as it concerns one user: by themselves, by an administrator, or by nobody who was signed in. */
export type OwnEventJson = Omit<EventJson, 'actor' | 'target' | 'requestId'> & {
  by: 'you' | 'administrator' | 'nobody'
  /** Whom an act of theirs was about, where that is not they themselves. */
  whom: string | null
}

export function eventJson(row: EventRow): EventJson {
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
export function ownEventJson(viewer: { id: number }, row: EventRow): OwnEventJson {
  const { actor, target, requestId: _, ...event } = eventJson(row)
  const by = actor === null ? 'nobody' : actor.id === viewer.id ? 'you' : 'administrator'
  const hidden = { address: null, origin: null, browser: null, system: null }
  const whom = by === 'you' && target && target.id !== viewer.id ? target.uid : null
  return { ...event, ...(by === 'administrator' && hidden), by, whom }
}

function named(id: number | null, uid: string): Named | null {
  return uid === '' ? null : { id, uid }
}
