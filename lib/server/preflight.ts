import type { Verdict } from '#lib/cors/verdict.ts'
import { DATA_HEADERS, listTransportHeaders } from '#lib/http/answer-headers.ts'
import { Problem } from '#lib/http/problem.ts'

/** `raw` is `headers` as `writeHead` of node:http takes them. */
type PreflightAnswer = {
  status: number
  headers: [name: string, value: string][]
  raw: string[]
  body: string | null
}

// Verdicts are made once, and so are the answers to them.
const knownAnswers = new WeakMap<Verdict, PreflightAnswer>()

/**
 * The answer to a preflight that was judged: 204 without a body, or 403 that says why to whoever looks at it
 * with a tool (browsers show a page neither). `null` when the request is no preflight.
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
