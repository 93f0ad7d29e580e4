import { makeRightsProblem } from '#lib/authority/page-access.ts'
import { OriginProblem } from '#lib/http/origin-problem.ts'
import type { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import type { AuditAction } from './event.ts'
import { recordEvent } from './record-event.ts'

/**
 * 403 for a viewer who is not an administrator and tried something that only administrators may do. It also records
 * the attempt (ASVS v5.0.0-16.3.2). An administrator on a page that may not act as one gets `origin_access`, which is
 * recorded where it is answered.
 */
export function denyAccess(
  viewer: Pick<Viewer, 'id' | 'uid' | 'role' | 'page'>,
  action: AuditAction,
): Problem {
  const problem = makeRightsProblem(viewer)
  if (problem instanceof OriginProblem) return problem
  void recordEvent({
    action,
    result: 'refused',
    actor: viewer,
    detail: { reason: 'insufficient_role' },
  })
  return problem
}
