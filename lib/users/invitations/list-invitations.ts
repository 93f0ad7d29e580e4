import { denyAccess } from '#lib/audit/deny-access.ts'
import { db, type Prisma } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buildPage, readCursor } from '#lib/lists/cursor.ts'
import { foldAddress } from '#lib/mail/address.ts'
import { findStops } from '#lib/mail/stops.ts'
import { type InvitationJson, type InvitationQuery, toInvitationJson } from './invitation-json.ts'

/** What the cursors of this list are sealed for. */
const LIST = 'invitations'

/**
 * Lists the invitations that match the query, newest first.
 * @throws Problem 400 for a cursor that no page gave, 403 if the viewer is not an administrator.
 */
export async function listInvitations(
  viewer: Viewer,
  { status, limit, after }: InvitationQuery,
): Promise<{ invitations: InvitationJson[]; next: string | null; prev: string | null }> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'invitation_view')
  const cursor = readCursor(LIST, after)
  const back = cursor?.back ?? false
  const rows = await db().invitation.findMany({
    where: {
      ...(status && whereStatus(status)),
      ...(cursor && { id: { [back ? 'gt' : 'lt']: cursor.id } }),
    },
    orderBy: { id: back ? 'asc' : 'desc' },
    take: limit + 1,
  })
  const more = rows.length > limit
  const keyOf = (row: { id: number }) => row.id
  const { shown, ...ends } = buildPage({ list: LIST, rows, more, limit, cursor, keyOf })
  const stops = await findStops(shown.map(({ email }) => email))
  const invitations = shown.map(row => toInvitationJson(row, stops.has(foldAddress(row.email))))
  return { invitations, ...ends }
}

function whereStatus(status: InvitationJson['status']): Prisma.InvitationWhereInput {
  const now = new Date()
  if (status === 'accepted') return { acceptedAt: { not: null } }
  return { acceptedAt: null, expiresAt: status === 'open' ? { gt: now } : { lte: now } }
}
