import { insufficientRole, type Problem } from '#lib/http/problem.ts'
import type { AuditAction } from './event.ts'
import { recordEvent } from './record-event.ts'

/**
 * 403 for a viewer who is no administrator and tried what only those may; that they tried is recorded
 * (ASVS v5.0.0-16.3.2).
 */
export function denyAccess(viewer: { id: number; uid: string }, action: AuditAction): Problem {
  void recordEvent({
    action,
    result: 'refused',
    actor: viewer,
    detail: { reason: 'insufficient_role' },
  })
  return insufficientRole('Admin')
}
