import type { Question } from './question.ts'
import type { Relation } from './site.ts'

const NORMALISED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK'])
const SAFE_METHODS = new Set(['GET', 'HEAD', 'POST'])
const SAFE_NAMES = new Set(['accept', 'accept-language', 'content-language', 'range'])
const SAFE_TYPES = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
])
const FORBIDDEN_NAMES = new Set(
  `accept-charset accept-encoding access-control-request-headers access-control-request-method connection
  content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer
  transfer-encoding upgrade via`.split(/\s+/),
)
// Chromium sends its client hints without asking (services/network/public/cpp/cors/cors.cc) and drops User-Agent.
// To the standard, Firefox and Safari these are headers like any other.
const UNASKED_IN_CHROME = new Set(
  'device-memory downlink dpr ect rtt save-data user-agent viewport-width width'.split(' '),
)

/** The request that Chrome makes of what a script asked for. */
export type BrowserRequest = {
  method: string
  /** The names of its headers, in lower case, including Content-Type. */
  names: string[]
  /** The names that the browser silently drops, because only it may set them. */
  dropped: string[]
  /** The names that need a preflight from another origin, sorted. */
  unsafe: string[]
  /** The names that Firefox and Safari ask for and Chrome does not, sorted. */
  elsewhere: string[]
}

/** Builds the request that a browser makes of a question (Fetch #dom-request, #forbidden-request-header). */
export function buildBrowserRequest(question: Question): BrowserRequest {
  const type = question['content-type']
  const asked = question.headers.map(name => name.toLowerCase())
  const given = [...new Set([...asked, ...(type ? ['content-type'] : [])])]
  const dropped = given.filter(name => isForbiddenName(name) || name === 'user-agent')
  const names = given.filter(name => !dropped.includes(name))
  const unsafe = names.filter(name =>
    name === 'content-type' ? !isSafeType(type) : !isSafeName(name) && !UNASKED_IN_CHROME.has(name),
  )
  const elsewhere = given.filter(name => UNASKED_IN_CHROME.has(name))
  return {
    method: normaliseMethod(question.method),
    names,
    dropped,
    unsafe: unsafe.toSorted(),
    elsewhere: elsewhere.toSorted(),
  }
}

/** Whether a method needs no preflight (Fetch #cors-safelisted-method). */
export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method)
}

/** Whether a header with a plain value needs no preflight (Fetch #cors-safelisted-request-header). */
export function isSafeName(name: string): boolean {
  return SAFE_NAMES.has(name)
}

/** Writes a method in upper case, but not `patch` (Fetch #concept-method-normalize). */
function normaliseMethod(method: string): string {
  const upper = method.toUpperCase()
  return NORMALISED.has(upper) ? upper : method
}

/** Whether `fetch` throws for a method (Fetch #forbidden-method). */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN_METHODS.has(method.toUpperCase())
}

function isForbiddenName(name: string): boolean {
  return FORBIDDEN_NAMES.has(name) || /^(?:proxy|sec)-/.test(name)
}

/** Whether a Content-Type needs no preflight (Fetch #cors-safelisted-request-header). */
export function isSafeType(value: string): boolean {
  if (value.length > 128 || /["():<>?@[\\\]{}\x7f]/.test(value)) return false
  return SAFE_TYPES.has(value.split(';', 1)[0]?.trim().toLowerCase() ?? '')
}

/** Says why the browser sends a preflight before `request`; empty if it sends none. @param type the Content-Type. */
export function listPreflightReasons(request: BrowserRequest, relation: Relation, type: string) {
  if (relation === 'same-origin') return []
  const { method, unsafe } = request
  return [
    ...(isSafeMethod(method) ? [] : [`the method is ${method} (not GET, HEAD or POST)`]),
    ...unsafe.map(name =>
      name === 'content-type'
        ? `the Content-Type is ${type || 'set by the script'} (which no form can send)`
        : `the script sets ${name}`,
    ),
  ]
}
