import { env } from '#lib/env/env.ts'

type Header = readonly [name: string, value: string]

/**
 * The headers of every answer with data, unless its route sets them. Opened as a page, the answer runs no script and
 * cannot be framed, and no page of another origin can embed it (ASVS v5.0.0-3.2.1, 3.4.4 to 3.4.6, 3.5.8). Browsers
 * check Cross-Origin-Resource-Policy for `no-cors` requests only (Fetch #concept-http-fetch), so it takes nothing
 * from what CORS grants.
 */
export const DATA_HEADERS: readonly Header[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

/** For what pages of any site may embed: avatars, and what is published. */
export const EMBEDDABLE = { 'Cross-Origin-Resource-Policy': 'cross-origin' }

export const HSTS: Header = ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains']

/**
 * The headers of every answer. With an https PUBLIC_URL, they tell browsers to use https alone for two years (ASVS
 * v5.0.0-3.4.1); over http that header must not be sent (RFC 6797 §7.2).
 */
export function listTransportHeaders(): readonly Header[] {
  return env().publicUrl.protocol === 'https:' ? [HSTS] : []
}
