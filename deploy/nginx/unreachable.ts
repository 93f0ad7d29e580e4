import type { Mode } from '#lib/cors/mode.ts'
import type { CorsPolicy } from '#lib/cors/policy.ts'
import { DATA_HEADERS, HSTS } from '#lib/http/answer-headers.ts'
import { Problem } from '#lib/http/problem.ts'
import { buildAnswersByMode } from './origins.ts'
import { quoteText } from './text.ts'
import { judgeMode } from './verdicts.ts'

const PROBLEM = new Problem(503, 'server_down', 'The server does not answer. Try again soon.')
const HEADERS = [
  ...DATA_HEADERS,
  HSTS,
  ['Cache-Control', 'no-store'],
  ['Retry-After', '5'],
] as const

/**
 * The answer while no server can be reached. When nginx knows the allow-list (`policy`), pages of allowed origins can
 * read it. Other pages get no answer, as from a server without a proxy that is down.
 */
export function buildUnreachable(policy: CorsPolicy | null, name: string): string[] {
  const answer = `return 503 ${quoteText(JSON.stringify(PROBLEM.body))};`
  return [
    'default_type application/json;',
    ...(policy ? buildReadable(policy, name, answer) : []),
    ...HEADERS.map(([header, value]) => `add_header ${header} ${quoteText(value)} always;`),
    answer,
  ]
}

function buildReadable(policy: CorsPolicy, name: string, answer: string): string[] {
  const headers = (mode: Mode) => [...judgeMode(policy, mode, 'request').headers, ...HEADERS]
  return buildAnswersByMode(policy, `${name}_mode`, headers, answer)
}
