import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import type { Prisma } from '#lib/generated/sqlite/client.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { requireSessionAccess } from './session-access.ts'

// Every way to end sessions goes through `sessionEnd`, except `endSession`, which must find exactly one.

/**
 * The query that ends the sessions that match `which` and their children, for a transaction. Their tokens are refused
 * from `now` on.
 */
export function sessionEnd(which: Prisma.SessionWhereInput, now = new Date()) {
  return db().session.updateMany({
    where: { revokedAt: null, OR: [which, { parent: { is: which } }] },
    data: { revokedAt: now },
  })
}

/** Signs the viewer out: the token of their current session is refused from now on, wherever it is kept. */
export async function endOwnSession(viewer: Viewer): Promise<void> {
  await db().$transaction([
    sessionEnd({ id: viewer.sessionId }),
    auditInsert({ action: 'sign_out', result: 'ok', actor: viewer }),
  ])
}

/**
 * Ends one session of `owner`: the viewer's own, or anybody's if the viewer is an administrator.
 * @throws Problem 403, 404 `session_not_found` if the session is over, belongs to somebody else, or never existed.
 */
export async function endSession(
  viewer: Viewer,
  id: string,
  owner: Person = viewer,
): Promise<void> {
  requireSessionAccess(viewer, owner.id, 'session_revoke')
  const now = new Date()
  try {
    await db().$transaction([
      db().session.update({
        where: { id, userId: owner.id, revokedAt: null, expiresAt: { gt: now } },
        data: { revokedAt: now },
        select: { id: true },
      }),
      sessionEnd({ parentId: id }, now),
      auditInsert(revocation(viewer, owner, 'one')),
    ])
  } catch (error) {
    if (!isMissingRow(error)) throw error
    const who = owner.id === viewer.id ? 'You have' : `${owner.uid} has`
    throw new Problem(404, 'session_not_found', `${who} no such session, or it is already over.`)
  }
}

/**
 * Ends every session of `userId` except the viewer's current one, and every sign-in that is not finished: the viewer's
 * own, or anybody's if the viewer is an administrator (ASVS v5.0.0-7.4.5, 7.5.2).
 * @returns how many were still valid.
 * @throws Problem 403.
 */
export async function endSessions(viewer: Viewer, userId: number = viewer.id): Promise<number> {
  requireSessionAccess(viewer, userId, 'session_revoke')
  const own = userId === viewer.id
  const user = own ? viewer : await findTarget(userId)
  const now = new Date()
  const [{ count }] = await db().$transaction([
    sessionEnd({ userId, id: { not: viewer.sessionId }, expiresAt: { gt: now } }, now),
    db().ceremony.deleteMany({ where: { userId } }),
    ...(user ? [auditInsert(revocation(viewer, user, own ? 'all others' : 'all'))] : []),
  ])
  return count
}

/**
 * Ends every session of all users except the viewer's current one, and every sign-in that is not finished.
 * @returns how many were still valid.
 * @throws Problem 403 if the viewer is not an administrator.
 */
export async function endEverySession(viewer: Viewer): Promise<number> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'session_revoke')
  const now = new Date()
  const detail = { sessions: 'everybody' }
  const [{ count }] = await db().$transaction([
    sessionEnd({ id: { not: viewer.sessionId }, expiresAt: { gt: now } }, now),
    db().ceremony.deleteMany(),
    auditInsert({ action: 'session_revoke', result: 'ok', actor: viewer, detail }),
  ])
  return count
}

type Person = { id: number; uid: string }

function revocation(actor: Person, target: Person, sessions: string): AuditEvent {
  return { action: 'session_revoke', result: 'ok', actor, target, detail: { sessions } }
}

function findTarget(id: number): Promise<Person | null> {
  return db().user.findUnique({ where: { id }, select: { id: true, uid: true } })
}
