import { recordCrossSite } from '#lib/audit/cross-site.ts'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findEntry } from '#lib/cors/policy.ts'
import type { OriginProblem } from '#lib/http/origin-problem.ts'
import { findRequestContext } from '#lib/http/request-context.ts'
import { toGrantRefusal } from '#lib/origins/refusal-counter.ts'
import { recordRefusal } from '#lib/origins/refusals.ts'
import { readUrlPath } from './request-log.ts'

/**
 * Records that the entry of a page's origin does not grant what the page did: in the audit log, and among the refusals,
 * where an administrator can grant it. Of an origin that is on no list, the verdict on the request is recorded already.
 */
export function recordMissingGrant(request: Request, problem: OriginProblem): void {
  recordCrossSite(problem.code, findRequestContext()?.user ?? null)
  if (!findEntry(readCorsPolicy(), problem.origin)) return
  const agent = request.headers.get('user-agent') ?? ''
  recordRefusal(toGrantRefusal(problem, readUrlPath(request.url), agent))
}
