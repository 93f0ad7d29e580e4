import { insufficientRole, type Problem } from '#lib/http/problem.ts'
import type { AuditAction } from './event.ts'
import { record } from './record.ts'

/**
 * 403 for a viewer who is no administrator and tried what only those may; that they tried is recorded
 * (ASVS v5.0.0-16.3.2).
 */
export function forbidden(viewer: { id: number; uid: string }, action: AuditAction): Problem {
  void record({ action, result: 'refused', actor: viewer, detail: { reason: 'insufficient_role' } })
  return insufficientRole('Admin')
}
