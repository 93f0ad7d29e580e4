import { forbidden } from '#lib/audit/forbidden.ts'
import { recorded } from '#lib/audit/record.ts'
import { db, missingFault } from '#lib/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/users/role.ts'
import type { Viewer } from './session.ts'

/**
 * Ends one session of `owner`, an administrator's act.
 * @throws Problem 403, 404 `session_not_found` for one that is over, is another's, or never was.
 */
export async function endSessionOf(
  viewer: Viewer,
  owner: { id: number; uid: string },
  id: string,
): Promise<void> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'session_revoke')
  const now = new Date()
  const detail = { sessions: 'one' }
  try {
    await db().$transaction([
      db().session.update({
        where: { id, userId: owner.id, revokedAt: null, expiresAt: { gt: now } },
        data: { revokedAt: now },
        select: { id: true },
      }),
      recorded({ action: 'session_revoke', result: 'ok', actor: viewer, target: owner, detail }),
    ])
  } catch (error) {
    if (!missingFault(error)) throw error
    const message = `${owner.uid} has no such session, or it is over already.`
    throw new Problem(404, 'session_not_found', message)
  }
}

/**
 * Ends every session of everybody but the one that asks, an administrator's act.
 * @returns how many were still good.
 * @throws Problem 403.
 */
export async function endEverySession(viewer: Viewer): Promise<number> {
  if (!isAdmin(viewer)) throw forbidden(viewer, 'session_revoke')
  const now = new Date()
  const detail = { sessions: 'everybody' }
  const [{ count }] = await db().$transaction([
    db().session.updateMany({
      where: { id: { not: viewer.sessionId }, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    }),
    recorded({ action: 'session_revoke', result: 'ok', actor: viewer, detail }),
  ])
  return count
}
