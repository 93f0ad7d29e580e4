import type { Verdict } from './cors.ts'
import { Problem } from './problem.ts'

type Answer = { status: number; headers: [name: string, value: string][]; body: string | null }

/**
 * The answer to a preflight that was judged: 204 without a body, or 403 that says why to whoever looks at it
 * with a tool (browsers show a page neither). `null` when the request is no preflight.
 */
export function preflightAnswer(verdict: Verdict): Answer | null {
  if (verdict.status === null) return null
  const headers: [string, string][] = verdict.headers.map(([name, value]) => [name, value])
  if (verdict.status === 204) return { status: 204, headers, body: null }
  const problem = new Problem(
    403,
    verdict.reason ?? 'origin_not_allowed',
    'This origin is not on the allow-list.',
  )
  headers.push(['Content-Type', 'application/json'], ['Cache-Control', 'no-store'])
  return { status: 403, headers, body: JSON.stringify(problem.body) }
}
