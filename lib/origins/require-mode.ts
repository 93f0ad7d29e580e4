import type { Mode } from '#lib/cors/origin.ts'
import { findStanding } from '#lib/cors/policy.ts'
import { Problem } from '#lib/http/problem.ts'
import { readCorsPolicy } from './allow-list.ts'

const REFUSALS: Record<Exclude<Mode, 'both'>, { code: string; message: string }> = {
  bearer: {
    code: 'origin_bearer_only',
    message: 'Pages of this origin are given no cookie: sign in at /api/token.',
  },
  cookie: {
    code: 'origin_cookie_only',
    message: 'Pages of this origin are given no bearer token: sign in at /api/authenticate.',
  },
}

/**
 * Has a session begin only in the way that the page's origin may carry one; who is no page may have either.
 * @throws Problem 403 `origin_bearer_only` or `origin_cookie_only`.
 */
export function requireMode(headers: Headers, wanted: 'cookie' | 'bearer'): void {
  const who = findStanding(readCorsPolicy(), headers.get('origin'))
  if ((who !== 'cookie' && who !== 'bearer') || who === wanted) return
  const { code, message } = REFUSALS[who]
  throw new Problem(403, code, message)
}
