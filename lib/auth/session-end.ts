import { forbidden } from '#lib/audit/forbidden.ts'
import { recorded } from '#lib/audit/record.ts'
import { db } from '#lib/db.ts'
import { isAdmin } from '#lib/users/role.ts'
import type { Viewer } from './session.ts'

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
