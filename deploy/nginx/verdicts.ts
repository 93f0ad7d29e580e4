import type { Mode } from '#lib/cors/origin.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { judgeRequest, type Verdict } from '#lib/cors/verdict.ts'
import { ANY_ORIGIN } from './origins.ts'

/** The server's verdict on a preflight, or a request, from a page of an origin with `mode`. */
export function judgeMode(mode: Mode, kind: 'preflight' | 'request'): Verdict {
  const own = { corsOrigins: [], publicUrl: new URL('https://own.invalid'), port: 3000 }
  const policy = buildCorsPolicy(own, [{ origin: ANY_ORIGIN, mode, enabled: true }])
  const headers = new Map([
    ['origin', ANY_ORIGIN],
    ['access-control-request-method', 'GET'],
  ])
  const method = kind === 'preflight' ? 'OPTIONS' : 'GET'
  return judgeRequest(policy, { method, path: '/api', header: name => headers.get(name) })
}
