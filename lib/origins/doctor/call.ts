import type { CorsPolicy } from '#lib/cors/policy.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { type CookieShape, listCookieVerdicts } from './cookie.ts'
import { findUngranted } from './cors.ts'
import type { Question } from './question.ts'
import { type BrowserRequest, buildBrowserRequest, listPreflightReasons } from './request.ts'
import { computeRelation, isSameSiteBarScheme } from './site.ts'

/** The server that is called: the policy it judges by, its PUBLIC_URL, and its session cookie. */
export type Subject = {
  policy: CorsPolicy
  server: URL
  cookie: CookieShape
  /** Why browsers do not accept its certificate, null when they do or when that is not known. */
  certificateFault?: string | null
}

/** Everything about one call that several steps look at. */
export type CallFacts = ReturnType<typeof collectCallFacts>

/** The path that is called. The server judges every path under /api in the same way. */
export const CALLED_PATH = '/api/users'

/** Works out the request that the browser makes, why it is preflighted, and which browsers send the cookie. */
export function collectCallFacts(question: Question, subject: Subject) {
  const { policy, cookie, certificateFault = null } = subject
  // Pages may call this server by another name than its own.
  const server = question.server ? new URL(question.server) : subject.server
  const relation = computeRelation(question.origin, server)
  const request = buildBrowserRequest(question)
  const reasons = listPreflightReasons(request, relation, question['content-type'])
  const refused = relation === 'same-origin' ? [] : listRefused(question, policy, request)
  const wanted =
    question.credentials === 'include' ||
    (question.credentials === 'same-origin' && relation === 'same-origin')
  const barScheme = relation === 'cross-site' && isSameSiteBarScheme(question.origin, server)
  const cookies = listCookieVerdicts(relation, cookie, barScheme).map(verdict =>
    refused.length > 0 && verdict.browser !== 'Chrome'
      ? { browser: verdict.browser, sent: false, why: 'it does not send the request.' }
      : { ...verdict, sent: wanted && verdict.sent },
  )
  return {
    question,
    policy,
    server,
    publicUrl: subject.server,
    certificateFault,
    cookie,
    wanted,
    relation,
    barScheme,
    request,
    reasons,
    refused,
    cookies,
  }
}

/** The headers that Firefox and Safari ask for, and Chrome does not, and that the server refuses. */
function listRefused(
  { origin }: Question,
  policy: CorsPolicy,
  { method, elsewhere }: BrowserRequest,
): string[] {
  const asked = new Map([
    ['origin', origin],
    ['access-control-request-method', method],
    ['access-control-request-headers', elsewhere.join(',')],
  ])
  const { headers } = judgeRequest(policy, {
    method: 'OPTIONS',
    path: CALLED_PATH,
    header: name => asked.get(name),
  })
  return findUngranted(headers, { method, unsafe: elsewhere }).names
}
