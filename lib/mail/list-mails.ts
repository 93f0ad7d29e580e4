import { denyAccess } from '#lib/audit/deny-access.ts'
import { db, type Prisma } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buildPage, readCursor } from '#lib/lists/cursor.ts'
import { foldAddress } from './address.ts'
import { type MailJson, type OutboxQuery, toMailJson } from './mail-json.ts'
import { findStops } from './stops.ts'

/** What the cursors of this list are sealed for. */
const LIST = 'mails'

/** Everything but the words. */
const OMIT = { content: true } as const

type Row = Prisma.MailGetPayload<{ omit: typeof OMIT }>

/**
 * Lists the mails of the outbox that match the query, newest first.
 * @throws Problem 400 for a cursor that no page gave, 403 if the viewer is not an administrator.
 */
export async function listMails(
  viewer: Viewer,
  { status, to, limit, after }: OutboxQuery,
): Promise<{ mails: MailJson[]; next: string | null; prev: string | null }> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'mail_view')
  const cursor = readCursor(LIST, after)
  const back = cursor?.back ?? false
  const rows = await db().mail.findMany({
    where: {
      ...(status && { status }),
      ...(to && { addressKey: foldAddress(to) }),
      ...(cursor && { id: { [back ? 'gt' : 'lt']: cursor.id } }),
    },
    orderBy: { id: back ? 'asc' : 'desc' },
    take: limit + 1,
    omit: OMIT,
  })
  const more = rows.length > limit
  const { shown, ...ends } = buildPage({
    list: LIST,
    rows,
    more,
    limit,
    cursor,
    keyOf: row => row.id,
  })
  return { mails: await describeMails(shown), ...ends }
}

/** Adds to rows what other tables know of them. */
export async function describeMails(rows: readonly Row[]): Promise<MailJson[]> {
  const userIds = rows.flatMap(({ userId }) => userId ?? [])
  const ids = rows.map(({ id }) => id)
  const [users, stops, erased] = await Promise.all([
    db().user.findMany({ where: { id: { in: userIds } }, select: { id: true, uid: true } }),
    findStops(rows.map(({ address }) => address)),
    db().mail.findMany({ where: { id: { in: ids }, content: '' }, select: { id: true } }),
  ])
  const uids = new Map(users.map(({ id, uid }) => [id, uid]))
  const gone = new Set(erased.map(({ id }) => id))
  return rows.map(row =>
    toMailJson(row, {
      user: uids.get(row.userId ?? 0) ?? null,
      stopped: stops.has(row.addressKey),
      canRetry: !gone.has(row.id),
    }),
  )
}
