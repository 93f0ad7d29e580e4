import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import type { Mode } from '#lib/cors/mode.ts'
import { type CorsPolicy, findStanding } from '#lib/cors/policy.ts'
import { Problem } from '#lib/http/problem.ts'
import type { ProblemCode } from '#lib/http/problem-codes.ts'

const REFUSALS: Record<Exclude<Mode, 'both'>, { code: ProblemCode; message: string }> = {
  bearer: {
    code: 'origin_bearer_only',
    message: 'Pages of this origin cannot use the cookie. Sign in at /api/token instead.',
  },
  cookie: {
    code: 'origin_cookie_only',
    message: 'Pages of this origin cannot use bearer tokens. Sign in at /api/authenticate instead.',
  },
}

/** Why a session may not be carried as `wanted` for a page of `origin`, or null if it may. */
export function findModeRefusal(
  policy: CorsPolicy,
  origin: string | null,
  wanted: 'cookie' | 'bearer',
): { code: ProblemCode; message: string } | null {
  const standing = findStanding(policy, origin)
  return (standing !== 'cookie' && standing !== 'bearer') || standing === wanted
    ? null
    : REFUSALS[standing]
}

/**
 * Lets a session begin only in a mode that is allowed for the page's origin. A client that is not a page may use both.
 * @param wanted how the session is to be carried.
 * @throws Problem 403 `origin_bearer_only` or `origin_cookie_only`.
 */
export function requireMode(headers: Headers, wanted: 'cookie' | 'bearer'): void {
  const refusal = findModeRefusal(readCorsPolicy(), headers.get('origin'), wanted)
  if (refusal) throw new Problem(403, refusal.code, refusal.message)
}
