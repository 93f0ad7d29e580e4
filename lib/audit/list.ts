import { db, type Prisma } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { denyAccess } from './deny-access.ts'
import { type EventJson, type OwnEventJson, toEventJson, toOwnEventJson } from './event-json.ts'
import { type EventPage, listNewestEvents, type Paging } from './newest.ts'
import type { AuditQuery } from './schema.ts'

/**
 * Lists the events that match the query, newest first, for administrators.
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
 * Lists the viewer's own part of the audit log, newest first: what they did, and what was done to them. Of an
 * administrator it tells only that it was one.
 * @throws Problem 400 for a cursor that no page gave.
 */
export async function listOwnEvents(
  viewer: Viewer,
  paging: Paging,
): Promise<EventPage<OwnEventJson>> {
  const page = await listNewestEvents({}, rangesOfUser(viewer.id), paging)
  return { ...page, events: page.events.map(row => toOwnEventJson(viewer, row)) }
}

/** The ranges that `q` names: a user, whatever their uid was at the time, a user who is gone, or an address. */
async function rangesOf(q: string): Promise<Prisma.AuditEventWhereInput[]> {
  const uidKey = foldUid(q)
  const user = await db().user.findUnique({ where: { uidKey }, select: { id: true } })
  const named = [{ actorUid: q }, { targetUid: q }, { address: q.toLowerCase() }]
  return user ? [...rangesOfUser(user.id), ...named] : named
}

function rangesOfUser(id: number) {
  return [{ actorId: id }, { targetId: id }]
}
