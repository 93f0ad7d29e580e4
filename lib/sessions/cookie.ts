import { env } from '#lib/env/env.ts'

/** How many cookies of one name are looked at. Each costs a signature check, and perhaps a query. */
const MAX_CANDIDATES = 5

/**
 * Returns the different values of the cookies called `name` in a Cookie header, in their order, at most five. A browser
 * sends several where an old cookie has another path or domain, and does not say which is which (RFC 6265bis §5.8.3).
 * Empty values, which removals leave, do not count. A value is returned as it was sent, without unquoting or
 * percent-decoding (§4.2.2 gives them no meaning).
 *
 * Only space and tab are stripped (RFC 6265bis §5.7.3). `trim()` would also strip U+00A0, and a sibling domain could
 * then plant a cookie called U+00A0 + `__Host-jwt`, which no browser guards.
 */
export function readCookies(header: string | null, name: string): string[] {
  const found = new Set<string>()
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals === -1 || trimBlanks(pair.slice(0, equals)) !== name) continue
    const value = trimBlanks(pair.slice(equals + 1))
    if (value !== '') found.add(value)
    if (found.size === MAX_CANDIDATES) break
  }
  return [...found]
}

// Not a regular expression: /[ \t]+$/ takes quadratic time over a long run of blanks.
function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text[start])) start++
  while (end > start && isBlank(text[end - 1])) end--
  return text.slice(start, end)
}

const isBlank = (character: string | undefined) => character === ' ' || character === '\t'

/**
 * The attributes of the session cookie for `maxAge` seconds, in the form that Next's cookie jar takes. They follow the
 * scheme of PUBLIC_URL (ASVS v5.0.0-3.3.1 to 3.3.4). Partitioned keeps a SameSite=None cookie alive in browsers that
 * block third-party cookies, and has no meaning for other cookies.
 */
export function buildCookieAttributes(maxAge: number) {
  const { cookieSameSite, publicUrl } = env()
  return {
    maxAge: Math.max(0, Math.floor(maxAge)),
    path: '/',
    httpOnly: true,
    sameSite: cookieSameSite.toLowerCase() as Lowercase<typeof cookieSameSite>,
    secure: publicUrl.protocol === 'https:',
    partitioned: cookieSameSite === 'None',
  }
}

/** The Set-Cookie value that carries `token` for `maxAge` seconds. */
export function makeSessionCookie(token: string, maxAge: number): string {
  return makeCookie(env().cookieName, token, maxAge)
}

/** The Set-Cookie value that removes the cookie. Unless name and attributes are the same, browsers keep it. */
export function makeExpiredCookie(): string {
  return makeSessionCookie('', 0)
}

/** The Set-Cookie value of a cookie with the attributes of the session's. */
export function makeCookie(name: string, value: string, maxAge: number): string {
  const { cookieSameSite } = env()
  const { maxAge: seconds, path, secure, partitioned } = buildCookieAttributes(maxAge)
  const attributes = [
    `${name}=${value}`,
    `Max-Age=${seconds}`,
    `Path=${path}`,
    'HttpOnly',
    `SameSite=${cookieSameSite}`,
  ]
  if (secure) attributes.push('Secure')
  if (partitioned) attributes.push('Partitioned')
  return attributes.join('; ')
}
