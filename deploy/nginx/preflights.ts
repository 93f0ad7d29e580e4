import { MODES, type Mode } from '#lib/cors/mode.ts'
import type { CorsPolicy } from '#lib/cors/policy.ts'
import { publicPaths } from '#lib/cors/verdict.ts'
import { DATA_HEADERS, HSTS } from '#lib/http/answer-headers.ts'
import { buildAnswersByMode } from './origins.ts'
import { buildBlock, escapePattern, quotePattern } from './text.ts'
import { judgeMode } from './verdicts.ts'

/**
 * `map`s into `$<name>_preflight`: the mode of the origin (`$<name>_mode`) when everything that the preflight asks for
 * is granted, otherwise empty. When it is empty the server answers, refuses and counts the preflight.
 */
export function buildPreflightMaps(policy: CorsPolicy, name: string): string[] {
  const asked = [`$${name}_mode`, ...ASKED_VARIABLES].join(' ')
  return [
    ...buildBlock(`map $request_method $${name}_asks`, ['default "";', `OPTIONS "${asked}";`]),
    ...buildBlock(`map $${name}_asks $${name}_preflight`, [
      'default "";',
      ...MODES.map(mode => `${quotePattern(buildGrantPattern(policy, mode))} ${mode};`),
    ]),
  ]
}

const ASKED_VARIABLES = [
  '$http_access_control_request_method',
  '$http_access_control_request_headers',
  '$request_uri',
]

/** The answers to those preflights, for the location of `/api`: the same headers as the server's, in the same order. */
export function buildPreflightAnswers(policy: CorsPolicy, name: string): string[] {
  const headers = (mode: Mode) => [
    ...judgeMode(policy, mode, 'preflight').headers,
    ...DATA_HEADERS,
    HSTS,
  ]
  return buildAnswersByMode(policy, `${name}_preflight`, headers, 'return 204;')
}

/**
 * A pattern of preflights that are granted for `mode`: any of the methods, and header names as browsers send them, in
 * lower case without spaces (Fetch #cors-preflight-fetch).
 */
export function buildGrantPattern(policy: Pick<CorsPolicy, 'headers'>, mode: Mode): string {
  const granted = new Map(judgeMode(policy, mode, 'preflight').headers)
  const oneOf = (header: string) => `(?:${(granted.get(header) ?? '').replaceAll(', ', '|')})`
  const name = oneOf('Access-Control-Allow-Headers').toLowerCase()
  const shared = [...publicPaths.keys()].filter(path => path.startsWith('/api/')).map(escapePattern)
  const path = String.raw`(?!(?:${shared.join('|')})(?:\?|$))/api(?:[/?]|$)`
  return `^${mode} ${oneOf('Access-Control-Allow-Methods')} (?:${name}(?:,${name})*)? ${path}`
}
