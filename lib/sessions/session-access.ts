import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditAction } from '#lib/audit/event.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

/**
 * Lets viewers access their own sessions, and administrators anybody's.
 * @throws Problem 403 `insufficient_role`, audited as a refused `action`.
 */
export function requireSessionAccess(viewer: Viewer, userId: number, action: AuditAction): void {
  if (userId !== viewer.id && !isAdmin(viewer)) throw denyAccess(viewer, action)
}
