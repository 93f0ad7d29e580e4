import type { Mode } from '#lib/cors/mode.ts'
import type { CorsPolicy, Entry } from '#lib/cors/policy.ts'
import { judgeRequest, type Verdict } from '#lib/cors/verdict.ts'
import { ANY_ORIGIN } from './origins.ts'

/** The server's verdict on a preflight, or a request, from a page of an origin with `mode`, by the headers of `policy`. */
export function judgeMode(
  { headers: allowed }: Pick<CorsPolicy, 'headers'>,
  mode: Mode,
  kind: 'preflight' | 'request',
): Verdict {
  const entry: Entry = { origin: ANY_ORIGIN, standing: mode, access: 'users', passwords: false }
  const policy: CorsPolicy = {
    exact: new Map([[ANY_ORIGIN, entry]]),
    wildcards: [],
    headers: allowed,
    own: new Set(),
  }
  const headers = new Map([
    ['origin', ANY_ORIGIN],
    ['access-control-request-method', 'GET'],
  ])
  const method = kind === 'preflight' ? 'OPTIONS' : 'GET'
  return judgeRequest(policy, { method, path: '/api', header: name => headers.get(name) })
}
