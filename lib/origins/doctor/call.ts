import type { CorsPolicy } from '#lib/cors/policy.ts'
import { type CookieShape, listCookieVerdicts } from './cookie.ts'
import type { Question } from './question.ts'
import { buildBrowserRequest, listPreflightReasons } from './request.ts'
import { computeRelation } from './site.ts'

/** The server that is called: the policy it judges by, its PUBLIC_URL, and its session cookie. */
export type Subject = { policy: CorsPolicy; server: URL; cookie: CookieShape }

/** Everything about one call that several steps look at. */
export type CallFacts = ReturnType<typeof collectCallFacts>

/** The path that is called. The server judges every path under /api in the same way. */
export const CALLED_PATH = '/api/users'

/** Works out the request that the browser makes, why it is preflighted, and which browsers send the cookie. */
export function collectCallFacts(question: Question, { policy, server, cookie }: Subject) {
  const relation = computeRelation(question.origin, server)
  const request = buildBrowserRequest(question)
  const reasons = listPreflightReasons(request, relation, question['content-type'])
  const wanted = question.credentials === 'include'
  const cookies = listCookieVerdicts(relation, cookie).map(verdict => ({
    ...verdict,
    sent: wanted && verdict.sent,
  }))
  return { question, policy, server, cookie, relation, request, reasons, cookies }
}
