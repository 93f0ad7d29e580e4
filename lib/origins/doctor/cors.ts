import type { Verdict } from '#lib/cors/verdict.ts'
import type { BrowserRequest } from './request.ts'

/** Headers that a page may read of any answer that it may read at all (Fetch #cors-safelisted-response-header-name). */
const ALWAYS_EXPOSED =
  'Cache-Control, Content-Language, Content-Length, Content-Type, Expires, Last-Modified, Pragma'

/** What the browser compares with an answer's headers. */
type Asked = { origin: string; credentials: 'include' | 'omit' }

const valueIn = (headers: Verdict['headers'], name: string) =>
  headers.find(([key]) => key === name)?.[1] ?? null

/** Why the CORS check fails, or null when it passes (Fetch #concept-cors-check). */
export function runCorsCheck(
  headers: Verdict['headers'],
  { origin, credentials }: Asked,
): 'no_origin' | 'other_origin' | 'no_credentials' | null {
  const allowed = valueIn(headers, 'Access-Control-Allow-Origin')
  if (allowed === null) return 'no_origin'
  if (allowed === '*' && credentials === 'omit') return null
  if (allowed !== origin) return 'other_origin'
  if (credentials === 'omit') return null
  const isShared = valueIn(headers, 'Access-Control-Allow-Credentials') === 'true'
  return isShared ? null : 'no_credentials'
}

/** What of `request` the answer to its preflight does not grant (Fetch #cors-preflight-fetch, steps 7.5 to 7.7). */
export function findUngranted(
  headers: Verdict['headers'],
  { method, unsafe }: Pick<BrowserRequest, 'method' | 'unsafe'>,
) {
  const methods = listOf(headers, 'Access-Control-Allow-Methods')
  const names = listOf(headers, 'Access-Control-Allow-Headers').map(name => name.toLowerCase())
  const isSafe = ['GET', 'HEAD', 'POST'].includes(method)
  return {
    method: isSafe || methods.includes(method) ? null : method,
    names: unsafe.filter(name => !names.includes(name)),
  }
}

/** The names of the headers that a page may read of an answer with these. */
export function listExposedHeaders(headers: Verdict['headers']): string {
  const more = valueIn(headers, 'Access-Control-Expose-Headers')
  return more ? `${ALWAYS_EXPOSED}, ${more}` : ALWAYS_EXPOSED
}

function listOf(headers: Verdict['headers'], name: string): string[] {
  return (valueIn(headers, name) ?? '').split(',').map(item => item.trim())
}
