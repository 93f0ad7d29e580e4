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
// Chromium's client hints, safe to it with the values that they have (services/network/public/cpp/cors/cors.cc), and
// User-Agent, which it leaves out. To the standard, Firefox and Safari they are headers like any other.
const UNASKED_IN_CHROME = new Set(
  'device-memory downlink dpr ect rtt save-data user-agent viewport-width width'.split(' '),
)

/** A request as Chrome makes it of what a script asked for. */
export type BrowserRequest = {
  method: string
  /** The names that it sets, in lower case, Content-Type among them. */
  names: string[]
  /** Those that it silently leaves out, since only the browser may set them. */
  dropped: string[]
  /** Those that another site may not send unasked, sorted. */
  unsafe: string[]
  /** Those that Firefox and Safari ask about, and Chrome does not, sorted. */
  elsewhere: string[]
}

/** What the browser makes of a question (Fetch #dom-request, #forbidden-request-header). */
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

/** Whether another site may send it unasked, with a plain value: Fetch #cors-safelisted-request-header. */
export function isSafeName(name: string): boolean {
  return SAFE_NAMES.has(name)
}

/** Fetch #concept-method-normalize: `patch` is not among those whose case is mended. */
function normaliseMethod(method: string): string {
  const upper = method.toUpperCase()
  return NORMALISED.has(upper) ? upper : method
}

/** Fetch #forbidden-method: `fetch` throws for them. */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN_METHODS.has(method.toUpperCase())
}

function isForbiddenName(name: string): boolean {
  return FORBIDDEN_NAMES.has(name) || /^(?:proxy|sec)-/.test(name)
}

/** Fetch #cors-safelisted-request-header, for Content-Type. */
export function isSafeType(value: string): boolean {
  if (value.length > 128 || /["():<>?@[\\\]{}\x7f]/.test(value)) return false
  return SAFE_TYPES.has(value.split(';', 1)[0]?.trim().toLowerCase() ?? '')
}

/** Why the browser asks before it sends `request`; empty when it does not. */
export function listPreflightReasons(request: BrowserRequest, relation: Relation, type: string) {
  if (relation === 'same-origin') return []
  const { method, unsafe } = request
  return [
    ...(SAFE_METHODS.has(method) ? [] : [`the method is ${method}, and not GET, HEAD or POST`]),
    ...unsafe.map(name =>
      name === 'content-type'
        ? `the Content-Type is ${type || 'set by the script'}, which no form can send`
        : `the script sets ${name}`,
    ),
  ]
}
