import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditAction } from '#lib/audit/event.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

/**
 * Lets a viewer pass to sessions that are their own, an administrator to anybody's.
 * @throws Problem 403, recorded as a refused `action`.
 */
export function requireSessionAccess(viewer: Viewer, userId: number, action: AuditAction): void {
  if (userId !== viewer.id && !isAdmin(viewer)) throw denyAccess(viewer, action)
}
