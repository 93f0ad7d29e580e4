import type { Mode } from '#lib/cors/origin.ts'
import { standing } from '#lib/cors/policy.ts'
import { Problem } from '#lib/http/problem.ts'
import { currentPolicy } from './allow-list.ts'

const FAULTS: Record<Exclude<Mode, 'both'>, { code: string; message: string }> = {
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
  const who = standing(currentPolicy(), headers.get('origin'))
  if ((who !== 'cookie' && who !== 'bearer') || who === wanted) return
  const { code, message } = FAULTS[who]
  throw new Problem(403, code, message)
}
