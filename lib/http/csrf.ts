import type { CorsPolicy } from './cors.ts'

// RFC 9110 §9.2.1 calls TRACE safe too, but nothing here answers it.
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
// "none" is the user's own doing: an address typed in, a bookmark (Fetch Metadata §2.4).
const harmlessSites = new Set([null, 'same-origin', 'none'])

/**
 * Why a request may change nothing here, or null when it may (ASVS v5.0.0-3.5.1).
 *
 * `Origin` decides, since browsers put it on every request that is neither GET nor HEAD (Fetch
 * #append-a-request-origin-header); without it, `Sec-Fetch-Site`. A client that sends neither is no
 * browser, so it carries nobody's cookies but its own.
 */
export function crossSiteFault(
  policy: CorsPolicy,
  method: string,
  headers: Headers,
): 'origin_not_allowed' | 'cross_site' | null {
  if (safeMethods.has(method)) return null
  const origin = headers.get('origin')
  if (origin !== null) {
    return policy.own.has(origin) || policy.allowed.has(origin) ? null : 'origin_not_allowed'
  }
  return harmlessSites.has(headers.get('sec-fetch-site')) ? null : 'cross_site'
}
