import type { AuditAction } from '#lib/audit/event.ts'
import { forbidden } from '#lib/audit/forbidden.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

/**
 * Lets a viewer pass to sessions that are their own, an administrator to anybody's.
 * @throws Problem 403, recorded as a refused `action`.
 */
export function requireReach(viewer: Viewer, userId: number, action: AuditAction): void {
  if (userId !== viewer.id && !isAdmin(viewer)) throw forbidden(viewer, action)
}
