import { insufficientRole, type Problem } from '#lib/http/problem.ts'
import type { AuditAction, Person } from './event.ts'
import { recordEvent } from './record-event.ts'

/**
 * 403 for a viewer who is not an administrator and tried something that only administrators may do. It also records
 * the attempt (ASVS v5.0.0-16.3.2).
 */
export function denyAccess(viewer: Person, action: AuditAction): Problem {
  void recordEvent({
    action,
    result: 'refused',
    actor: viewer,
    detail: { reason: 'insufficient_role' },
  })
  return insufficientRole('Admin')
}
