import { z } from 'zod'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findStanding } from '#lib/cors/policy.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { makeCookie, readCookies } from './cookie.ts'

/** How long the probe lasts, in seconds: as long as a page takes to ask for it back, and no longer. */
const PROBE_MAX_AGE = 60
const VALUE = '1'

/** What a page is told about its cookies. */
export const CookieCheckJson = z.strictObject({
  kept: z.boolean().describe('Whether the cookie of the POST came along.'),
  tokens: z.boolean().describe('Whether pages of this origin may use bearer tokens instead.'),
})

/**
 * The Set-Cookie value by which a page finds out whether its browser keeps the session cookie: it has the same attributes
 * and another name, and says nothing.
 */
export function makeProbeCookie(): string {
  return makeCookie(findProbeName(), VALUE, PROBE_MAX_AGE)
}

/**
 * Says whether the probe came back, to a page that may carry a session by cookie.
 * @throws Problem as `requireCookiePage` does.
 */
export function checkProbeCookie(headers: Headers): z.output<typeof CookieCheckJson> {
  const mode = requireCookiePage(headers)
  const found = readCookies(headers.get('cookie'), findProbeName())
  return { kept: found.includes(VALUE), tokens: mode === 'both' }
}

/**
 * Lets only the pages of an origin go on that is allowed to carry a session by cookie.
 * @throws Problem 403 `origin_bearer_only`, `origin_not_allowed`.
 */
export function requireCookiePage(headers: Headers): 'both' | 'cookie' {
  const standing = findStanding(readCorsPolicy(), headers.get('origin'))
  if (standing === 'both' || standing === 'cookie') return standing
  if (standing === 'bearer') {
    const message = 'Pages of this origin cannot use the cookie.'
    throw new Problem(403, 'origin_bearer_only', message)
  }
  const message = 'This is for pages of an allowed origin.'
  throw new Problem(403, 'origin_not_allowed', message)
}

function findProbeName(): string {
  return `${env().cookieName}-probe`
}
