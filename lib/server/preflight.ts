import type { Verdict } from '#lib/cors/verdict.ts'
import { DATA_HEADERS, listTransportHeaders } from '#lib/http/answer-headers.ts'
import { Problem } from '#lib/http/problem.ts'

/** `raw` has the same headers as `writeHead` of node:http takes them. */
type PreflightAnswer = {
  status: number
  headers: [name: string, value: string][]
  raw: string[]
  body: string | null
}

// There is one verdict object per outcome, and so one answer.
const knownAnswers = new WeakMap<Verdict, PreflightAnswer>()

/**
 * The answer to a preflight with this verdict: 204 without a body, or 403 with the reason, for developers who call it
 * with a tool (browsers show a page neither).
 * @returns null when the request is not a preflight.
 */
export function findPreflightAnswer(verdict: Verdict): PreflightAnswer | null {
  if (verdict.status === null) return null
  const known = knownAnswers.get(verdict)
  if (known) return known
  const answer = makeAnswer(verdict, verdict.status)
  knownAnswers.set(verdict, answer)
  return answer
}

function makeAnswer(verdict: Verdict, status: 204 | 403): PreflightAnswer {
  const headers = [...verdict.headers, ...DATA_HEADERS, ...listTransportHeaders()].map(
    ([name, value]): [string, string] => [name, value],
  )
  if (status === 204) return { status, headers, raw: headers.flat(), body: null }
  const problem = new Problem(
    403,
    verdict.reason ?? 'origin_not_allowed',
    'This origin is not on the allow-list.',
  )
  headers.push(['Content-Type', 'application/json'], ['Cache-Control', 'no-store'])
  return { status, headers, raw: headers.flat(), body: JSON.stringify(problem.body) }
}
