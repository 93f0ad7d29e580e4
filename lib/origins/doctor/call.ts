import type { CorsPolicy } from '#lib/cors/policy.ts'
import { type CookieShape, cookieVerdicts } from './cookie.ts'
import type { Question } from './question.ts'
import { browserRequest, preflightReasons } from './request.ts'
import { relationOf } from './site.ts'

/** The server that is called: by which list it judges, its PUBLIC_URL, its session cookie. */
export type Subject = { policy: CorsPolicy; server: URL; cookie: CookieShape }

/** Everything about one call that several steps look at. */
export type CallFacts = ReturnType<typeof callFacts>

/** The path that is called; any other under /api is judged alike. */
export const CALLED = '/api/users'

export function callFacts(question: Question, { policy, server, cookie }: Subject) {
  const relation = relationOf(question.origin, server)
  const request = browserRequest(question)
  const reasons = preflightReasons(request, relation, question['content-type'])
  const wanted = question.credentials === 'include'
  const cookies = cookieVerdicts(relation, cookie).map(verdict => ({
    ...verdict,
    sent: wanted && verdict.sent,
  }))
  return { question, policy, server, cookie, relation, request, reasons, cookies }
}
