import { MODES, type Mode } from '#lib/cors/origin.ts'
import type { CorsPolicy } from '#lib/cors/policy.ts'
import { publicPaths } from '#lib/cors/verdict.ts'
import { DATA_HEADERS, HSTS } from '#lib/http/answer-headers.ts'
import { answersByMode } from './origins.ts'
import { block, literal, pattern } from './text.ts'
import { verdictFor } from './verdicts.ts'

/**
 * `map`s into `$<name>_preflight`: the mode of an origin (`$<name>_mode`) whose preflight asks for nothing but what
 * is granted, else empty. What is empty is the server's to answer, to refuse and to count.
 */
export function preflightMaps(name: string): string[] {
  const asked = [`$${name}_mode`, ...ASKED].join(' ')
  return [
    ...block(`map $request_method $${name}_asks`, ['default "";', `OPTIONS "${asked}";`]),
    ...block(`map $${name}_asks $${name}_preflight`, [
      'default "";',
      ...MODES.map(mode => `${pattern(grantPattern(mode))} ${mode};`),
    ]),
  ]
}

const ASKED = [
  '$http_access_control_request_method',
  '$http_access_control_request_headers',
  '$request_uri',
]

/** What answers those preflights in the location of `/api`: the server's headers, in its order. */
export function preflightAnswers(policy: CorsPolicy, name: string): string[] {
  const headers = (mode: Mode) => [...verdictFor(mode, 'preflight').headers, ...DATA_HEADERS, HSTS]
  return answersByMode(policy, `${name}_preflight`, headers, 'return 204;')
}

/** Any of the methods, and header names as browsers write them: in lower case, without blanks (Fetch). */
export function grantPattern(mode: Mode): string {
  const granted = new Map(verdictFor(mode, 'preflight').headers)
  const oneOf = (header: string) => `(?:${(granted.get(header) ?? '').replaceAll(', ', '|')})`
  const name = oneOf('Access-Control-Allow-Headers').toLowerCase()
  const shared = [...publicPaths.keys()].filter(path => path.startsWith('/api/')).map(literal)
  const path = String.raw`(?!(?:${shared.join('|')})(?:\?|$))/api(?:[/?]|$)`
  return `^${mode} ${oneOf('Access-Control-Allow-Methods')} (?:${name}(?:,${name})*)? ${path}`
}
