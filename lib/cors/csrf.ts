import { type CorsPolicy, findStanding, type Standing } from './policy.ts'

// RFC 9110 §9.2.1 also calls TRACE safe, but nothing here answers it.
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
// "none" is the user's own doing: an address typed in, a bookmark (Fetch Metadata §2.4).
const HARMLESS_SITES = new Set([null, 'same-origin', 'none'])

/** Why a request is refused for the page that sent it. */
type CrossSiteReason = 'origin_not_allowed' | 'origin_bearer_only' | 'cross_site'

/**
 * Returns why a request must not change anything here, or null when it may (ASVS v5.0.0-3.5.1).
 *
 * `Origin` decides, because browsers send it with every request that is neither GET nor HEAD (Fetch
 * #append-a-request-origin-header). Without it, `Sec-Fetch-Site` decides. A client that sends neither is not a
 * browser, so the only cookies it carries are its own. A page that may use bearer tokens only must not act by the
 * cookie that its browser sends along.
 */
export function judgeCrossSite(
  policy: CorsPolicy,
  method: string,
  headers: Headers,
): CrossSiteReason | null {
  if (SAFE_METHODS.has(method)) return null
  const origin = headers.get('origin')
  if (origin !== null) return judgeByOrigin(findStanding(policy, origin), headers)
  return HARMLESS_SITES.has(headers.get('sec-fetch-site')) ? null : 'cross_site'
}

/**
 * Returns why a browser must not be given a file by a GET, or null when it may: another site could have it download one
 * by a link. A page of an allowed origin, which names itself in `Origin`, may ask for it; so may a page of this site,
 * the address bar, and a client that is not a browser (Fetch Metadata §2.4).
 */
export function judgeDownload(policy: CorsPolicy, headers: Headers): CrossSiteReason | null {
  const origin = headers.get('origin')
  if (origin !== null) return judgeByOrigin(findStanding(policy, origin), headers)
  const site = headers.get('sec-fetch-site')
  return site === 'same-site' || HARMLESS_SITES.has(site) ? null : 'cross_site'
}

function judgeByOrigin(standing: Standing, headers: Headers) {
  if (standing === 'unknown' || standing === 'disabled') return 'origin_not_allowed'
  // Like `findSession`: an access token takes precedence over the cookie.
  const byToken = /^(?:bearer|dpop) /i.test(headers.get('authorization') ?? '')
  return standing === 'bearer' && headers.has('cookie') && !byToken ? 'origin_bearer_only' : null
}
