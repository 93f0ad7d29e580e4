import { db, type Prisma } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { denyAccess } from './deny-access.ts'
import { type EventJson, type OwnEventJson, toEventJson, toOwnEventJson } from './event-json.ts'
import { type EventPage, listNewestEvents } from './newest.ts'
import type { AuditQuery } from './schema.ts'

/**
 * The records that match, newest first, for administrators.
 * @throws Problem 400 for a cursor that no page gave, 403 `insufficient_role`.
 */
export async function listEvents(
  viewer: Viewer,
  { action, result, from, to, q, ...paging }: AuditQuery,
): Promise<EventPage<EventJson>> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'audit_view')
  const filter = {
    ...(action && { action }),
    ...(result && { result }),
    ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lte: to }) } }),
  }
  const page = await listNewestEvents(filter, q ? await rangesOf(q) : [{}], paging)
  return { ...page, events: page.events.map(toEventJson) }
}

/**
 * The viewer's own part of the records, newest first: what they did, and what was done to them, by whom only
 * as far as it concerns them.
 * @throws Problem 400 for a cursor that no page gave.
 */
export async function listOwnEvents(
  viewer: Viewer,
  paging: { limit: number; after?: string | undefined },
): Promise<EventPage<OwnEventJson>> {
  const page = await listNewestEvents({}, rangesOfUser(viewer.id), paging)
  return { ...page, events: page.events.map(row => toOwnEventJson(viewer, row)) }
}

/** What `q` names: a user, under whatever uid they had then, somebody who is no user any more, or an address. */
async function rangesOf(q: string): Promise<Prisma.AuditEventWhereInput[]> {
  const uidKey = foldUid(q)
  const user = await db().user.findUnique({ where: { uidKey }, select: { id: true } })
  const named = [{ actorUid: q }, { targetUid: q }, { address: q.toLowerCase() }]
  return user ? [...rangesOfUser(user.id), ...named] : named
}

function rangesOfUser(id: number) {
  return [{ actorId: id }, { targetId: id }]
}
