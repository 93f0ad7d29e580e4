import { type CorsPolicy, findStanding, type Standing } from './policy.ts'

// RFC 9110 §9.2.1 calls TRACE safe too, but nothing here answers it.
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
// "none" is the user's own doing: an address typed in, a bookmark (Fetch Metadata §2.4).
const harmlessSites = new Set([null, 'same-origin', 'none'])

/**
 * Why a request may change nothing here, or null when it may (ASVS v5.0.0-3.5.1).
 *
 * `Origin` decides, since browsers put it on every request that is neither GET nor HEAD (Fetch
 * #append-a-request-origin-header); without it, `Sec-Fetch-Site`. A client that sends neither is no
 * browser, so it carries nobody's cookies but its own. Pages that may use bearer tokens only may not act by the
 * cookie that the browser sends along.
 */
export function judgeCrossSite(
  policy: CorsPolicy,
  method: string,
  headers: Headers,
): 'origin_not_allowed' | 'origin_bearer_only' | 'cross_site' | null {
  if (safeMethods.has(method)) return null
  const origin = headers.get('origin')
  if (origin !== null) return judgeByOrigin(findStanding(policy, origin), headers)
  return harmlessSites.has(headers.get('sec-fetch-site')) ? null : 'cross_site'
}

function judgeByOrigin(who: Standing, headers: Headers) {
  if (who === 'unknown' || who === 'disabled') return 'origin_not_allowed'
  // As `findSession` does: a bearer token goes before the cookie.
  const byToken = /^bearer /i.test(headers.get('authorization') ?? '')
  return who === 'bearer' && headers.has('cookie') && !byToken ? 'origin_bearer_only' : null
}
