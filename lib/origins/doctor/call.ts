import type { CorsPolicy } from '#lib/cors/policy.ts'
import { type CookieShape, listCookieVerdicts } from './cookie.ts'
import type { Question } from './question.ts'
import { buildBrowserRequest, listPreflightReasons } from './request.ts'
import { computeRelation } from './site.ts'

/** The server that is called: by which list it judges, its PUBLIC_URL, its session cookie. */
export type Subject = { policy: CorsPolicy; server: URL; cookie: CookieShape }

/** Everything about one call that several steps look at. */
export type CallFacts = ReturnType<typeof collectCallFacts>

/** The path that is called; any other under /api is judged alike. */
export const CALLED_PATH = '/api/users'

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
