import type { Fault } from './fault.ts'
import type { Mode } from './mode.ts'

/**
 * The headers that pages of allowed origins may set: what the API reads, and what tools of pages add to each call
 * (W3C Trace Context, Baggage, Sentry, reloads, conditional requests, DPoP).
 */
const DEFAULT_HEADERS = [
  'Authorization',
  'Origin',
  'X-Origin',
  'X-Requested-With',
  'Content-Type',
  'Accept',
  'DPoP',
  'If-Match',
  'If-None-Match',
  'If-Modified-Since',
  'Cache-Control',
  'Pragma',
  'Idempotency-Key',
  'X-Request-Id',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
] as const
const KNOWN = new Set<string>(DEFAULT_HEADERS.map(name => name.toLowerCase()))

/** How many more headers can be allowed: each preflight's answer names all of them. */
export const MAX_MORE_HEADERS = 50

/** The headers that pages of an origin with `mode` may set; `more` are those that an operator has allowed. */
export function listAllowedHeaders(mode: Mode, more: readonly string[]): string[] {
  const names = mode === 'cookie' ? DEFAULT_HEADERS.slice(1) : DEFAULT_HEADERS
  return [...names, ...new Set(more.map(name => name.toLowerCase()))]
}

// Less than RFC 9110 §5.6.2 allows, so that every proxy's configuration can hold it.
const NAME = /^[a-z\d_-]{1,100}$/
// Only the browser itself sets these (Fetch #forbidden-request-header); it drops a script's.
const FORBIDDEN =
  /^(?:proxy-.*|sec-.*|accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/
// By these, proxies and hosts tell each other who asks and for what: no page has a say in that.
const INTERNAL =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-original-.*|x-rewrite-.*|x-http-method.*|x-latchkey-.*|x-middleware-.*|x-nextjs-.*|x-vercel-.*|x-matched-path|x-invoke-.*|next-.*|rsc|cf-.*|true-client-ip|x-client-ip)$/

/** Returns what is wrong with `name` as a header that pages may set, or null. */
export function findHeaderFault(name: string): Fault | null {
  const said = JSON.stringify(name)
  const folded = name.toLowerCase()
  if (name === '*') {
    return { problem: '"*" means no header at all where cookies are sent', fix: 'name each header' }
  }
  if (!NAME.test(folded)) {
    const fix = 'write letters, digits and hyphens, as in x-trace-id'
    return { problem: `${said} is not the name of a header`, fix }
  }
  if (KNOWN.has(folded)) return { problem: `${said} is allowed without it`, fix: 'leave it out' }
  if (FORBIDDEN.test(folded)) {
    return { problem: `${said} is set by browsers alone, never by a page`, fix: 'leave it out' }
  }
  if (INTERNAL.test(folded)) {
    const problem = `${said} is how proxies and this server tell who asks, which no page may say`
    return { problem, fix: 'leave it out' }
  }
  return null
}
