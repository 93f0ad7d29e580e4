import type { Verdict } from '#lib/cors/verdict.ts'
import { type BrowserRequest, isSafeMethod } from './request.ts'

/** The headers that a page may read from any answer it can read at all (Fetch #cors-safelisted-response-header-name). */
const ALWAYS_EXPOSED =
  'Cache-Control, Content-Language, Content-Length, Content-Type, Expires, Last-Modified, Pragma'

/** Why the CORS check of an answer fails, or null when it passes. */
export type CorsFailure = 'no_origin' | 'other_origin' | 'no_credentials' | null

/** What the browser compares with an answer's headers. */
type Asked = { origin: string; credentials: 'include' | 'same-origin' | 'omit' }

const valueIn = (headers: Verdict['headers'], name: string) =>
  headers.find(([key]) => key === name)?.[1] ?? null

/** Runs the CORS check of a browser on an answer's headers (Fetch #concept-cors-check). */
export function runCorsCheck(
  headers: Verdict['headers'],
  { origin, credentials }: Asked,
): CorsFailure {
  const allowed = valueIn(headers, 'Access-Control-Allow-Origin')
  if (allowed === null) return 'no_origin'
  if (allowed === '*' && credentials !== 'include') return null
  if (allowed !== origin) return 'other_origin'
  if (credentials !== 'include') return null
  const isShared = valueIn(headers, 'Access-Control-Allow-Credentials') === 'true'
  return isShared ? null : 'no_credentials'
}

/**
 * Finds what the answer to a preflight does not grant: the method, or null, and the header names (Fetch
 * #cors-preflight-fetch, steps 7.5 to 7.7).
 */
export function findUngranted(
  headers: Verdict['headers'],
  { method, unsafe }: Pick<BrowserRequest, 'method' | 'unsafe'>,
) {
  const methods = listOf(headers, 'Access-Control-Allow-Methods')
  const names = listOf(headers, 'Access-Control-Allow-Headers').map(name => name.toLowerCase())
  return {
    method: isSafeMethod(method) || methods.includes(method) ? null : method,
    names: unsafe.filter(name => !names.includes(name)),
  }
}

/** The names of the headers that a page may read from an answer with `headers`, separated by commas. */
export function listExposedHeaders(headers: Verdict['headers']): string {
  const more = valueIn(headers, 'Access-Control-Expose-Headers')
  return more ? `${ALWAYS_EXPOSED}, ${more}` : ALWAYS_EXPOSED
}

function listOf(headers: Verdict['headers'], name: string): string[] {
  return (valueIn(headers, name) ?? '').split(',').map(item => item.trim())
}
