import { MODES, type Mode } from '#lib/cors/origin.ts'
import type { CorsPolicy } from '#lib/cors/policy.ts'
import { publicPaths } from '#lib/cors/verdict.ts'
import { DATA_HEADERS, HSTS } from '#lib/http/answer-headers.ts'
import { buildAnswersByMode } from './origins.ts'
import { buildBlock, escapePattern, quotePattern } from './text.ts'
import { judgeMode } from './verdicts.ts'

/**
 * `map`s into `$<name>_preflight`: the mode of an origin (`$<name>_mode`) whose preflight asks for nothing but what
 * is granted, else empty. What is empty is the server's to answer, to refuse and to count.
 */
export function buildPreflightMaps(name: string): string[] {
  const asked = [`$${name}_mode`, ...ASKED_VARIABLES].join(' ')
  return [
    ...buildBlock(`map $request_method $${name}_asks`, ['default "";', `OPTIONS "${asked}";`]),
    ...buildBlock(`map $${name}_asks $${name}_preflight`, [
      'default "";',
      ...MODES.map(mode => `${quotePattern(buildGrantPattern(mode))} ${mode};`),
    ]),
  ]
}

const ASKED_VARIABLES = [
  '$http_access_control_request_method',
  '$http_access_control_request_headers',
  '$request_uri',
]

/** What answers those preflights in the location of `/api`: the server's headers, in its order. */
export function buildPreflightAnswers(policy: CorsPolicy, name: string): string[] {
  const headers = (mode: Mode) => [...judgeMode(mode, 'preflight').headers, ...DATA_HEADERS, HSTS]
  return buildAnswersByMode(policy, `${name}_preflight`, headers, 'return 204;')
}

/** Any of the methods, and header names as browsers write them: in lower case, without blanks (Fetch). */
export function buildGrantPattern(mode: Mode): string {
  const granted = new Map(judgeMode(mode, 'preflight').headers)
  const oneOf = (header: string) => `(?:${(granted.get(header) ?? '').replaceAll(', ', '|')})`
  const name = oneOf('Access-Control-Allow-Headers').toLowerCase()
  const shared = [...publicPaths.keys()].filter(path => path.startsWith('/api/')).map(escapePattern)
  const path = String.raw`(?!(?:${shared.join('|')})(?:\?|$))/api(?:[/?]|$)`
  return `^${mode} ${oneOf('Access-Control-Allow-Methods')} (?:${name}(?:,${name})*)? ${path}`
}
