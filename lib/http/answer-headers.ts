import { env } from '#lib/env/env.ts'

type Header = readonly [name: string, value: string]

/**
 * What an answer with data has, beside what its route says: opened as a page it is one in which nothing runs and
 * which nothing frames, and no foreign page can embed it (ASVS v5.0.0-3.2.1, 3.4.4 to 3.4.6, 3.5.8).
 * Cross-Origin-Resource-Policy is asked for `no-cors` requests only (Fetch #concept-http-fetch), so it takes
 * nothing from what CORS grants.
 */
export const DATA_HEADERS: readonly Header[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

/** For what pages of any site may embed: pictures, and what is published. */
export const EMBEDDABLE = { 'Cross-Origin-Resource-Policy': 'cross-origin' }

export const HSTS: Header = ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains']

/**
 * What every answer has: under an https PUBLIC_URL, that browsers come by https alone for two years (ASVS
 * v5.0.0-3.4.1). Over http it must not stand (RFC 6797 §7.2).
 */
export function listTransportHeaders(): readonly Header[] {
  return env().publicUrl.protocol === 'https:' ? [HSTS] : []
}
