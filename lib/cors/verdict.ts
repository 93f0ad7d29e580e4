import type { Mode } from './mode.ts'
import { isLoopback } from './origin.ts'
import { type CorsPolicy, findStanding, type Standing } from './policy.ts'
import type { RefusalReason } from './refusal-reasons.ts'

/** The facts that decide. `header` takes lower-case names; `path` has no query. */
export type CorsRequest = {
  readonly method: string
  readonly path: string
  header(name: string): string | null | undefined
}

/**
 * What to do with one request. `status` is set for a preflight only, which is answered with it at once. Equal
 * verdicts are the same object, so a host may cache what it derives from one.
 */
export type Verdict = {
  readonly origin: 'none' | 'own' | 'allowed' | 'refused' | 'public'
  readonly preflight: boolean
  readonly status: 204 | 403 | null
  readonly headers: readonly Header[]
  readonly reason: RefusalReason | null
}

type Header = readonly [name: string, value: string]

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

// A cache must not give one origin's answer to another (Fetch #cors-protocol-and-http-caches), so Vary is sent
// without an Origin too. It is one line, because some caches read only the first.
const VARY: Header = ['Vary', 'Origin']
const VARY_PREFLIGHT: Header = [
  'Vary',
  'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
]
const CREDENTIALS: Header = ['Access-Control-Allow-Credentials', 'true']
const EXPOSE: Header = [
  'Access-Control-Expose-Headers',
  'Link, X-Total-Count, Location, Retry-After, DPoP-Nonce, WWW-Authenticate, ETag',
]
const MAX_AGE: Header = ['Access-Control-Max-Age', '600']
const ANYONE: Header = ['Access-Control-Allow-Origin', '*']

/** What a preflight may ask for. Methods are compared with case, names without (Fetch #cors-preflight-fetch). */
type Grant = { readonly methods: ReadonlySet<string>; readonly names: ReadonlySet<string> }

/** Every verdict on one kind of origin, built in advance: a request only picks one. */
type Answers = {
  readonly grant: Grant | null
  readonly actual: Verdict
  readonly preflight: Verdict
  readonly badMethod: Verdict
  readonly badHeader: Verdict
}

function buildAnswers(
  origin: Verdict['origin'],
  reason: RefusalReason | null,
  actual: readonly Header[],
  preflight: readonly Header[],
  grant: Grant | null = null,
): Answers {
  const status = reason === null ? 204 : 403
  const asked = { origin, preflight: true, status, headers: preflight, reason } as const
  return {
    grant,
    actual: { origin, preflight: false, status: null, headers: actual, reason },
    preflight: asked,
    badMethod: { ...asked, reason: 'method_not_allowed' },
    badHeader: { ...asked, reason: 'header_not_allowed' },
  }
}

// Without an Origin there is nothing to grant.
const NONE = buildAnswers('none', null, [VARY], [VARY_PREFLIGHT])
// A page reads the answers of its own origin without the CORS check (Fetch #concept-main-fetch).
const OWN = buildAnswers('own', null, [VARY], [VARY_PREFLIGHT])
// A refusal is silence: without -Allow-Origin the check fails (Fetch #concept-cors-check).
const refuse = (reason: RefusalReason) => buildAnswers('refused', reason, [VARY], [VARY_PREFLIGHT])
const REFUSED = refuse('origin_not_allowed')
// "null" is every sandboxed frame's origin (RFC 6454 §6.1): echoing it would admit anybody.
const REFUSED_NULL = refuse('origin_null')
const REFUSED_DISABLED = refuse('origin_disabled')
const REFUSED_HTTP = refuse('origin_plain_http')
const UNSHARED = {
  none: buildAnswers('none', null, [], []),
  own: buildAnswers('own', null, [], []),
  allowed: buildAnswers('allowed', 'path_not_shared', [], []),
  refused: buildAnswers('refused', 'path_not_shared', [], []),
}

// Any page may read these. "*" forbids credentials (Fetch #cors-protocol-and-credentials).
const READS: Grant = { methods: new Set(['GET', 'HEAD']), names: new Set() }
const LISTS: Header[] = [ANYONE, ['Access-Control-Allow-Methods', 'GET, HEAD'], MAX_AGE]
const PUBLIC = buildAnswers('public', null, [ANYONE], LISTS, READS)
const PUBLIC_API = buildAnswers('public', null, [ANYONE, VARY], [...LISTS, VARY_PREFLIGHT], READS)
export const publicPaths: ReadonlyMap<string, Answers> = new Map([
  ['/client.js', PUBLIC],
  ['/client-sign-in.js', PUBLIC],
  ['/client.d.ts', PUBLIC],
  ['/.well-known/jwks.json', PUBLIC],
  ['/.well-known/oauth-authorization-server', PUBLIC],
  ['/.well-known/openid-configuration', PUBLIC],
  ['/.well-known/web-identity', PUBLIC],
  ['/api/fedcm/config.json', PUBLIC_API],
  ['/api/openapi.json', PUBLIC_API],
  ['/api/cors/check', PUBLIC_API],
  ['/api/cors/check/sign-in', PUBLIC_API],
])

/** Answers are built once per policy and allowed origin. A wildcard allows any number of origins: the cache is bounded. */
const MAX_CACHED_ORIGINS = 1000
const allowedAnswers = new WeakMap<CorsPolicy, Map<string, Answers>>()

function buildAllowedAnswers(policy: CorsPolicy, origin: string, mode: Mode): Answers {
  let cache = allowedAnswers.get(policy)
  if (!cache || cache.size >= MAX_CACHED_ORIGINS) {
    cache = new Map()
    allowedAnswers.set(policy, cache)
  }
  const cached = cache.get(origin)
  if (cached) return cached
  const names = policy.headers[mode].join(', ')
  // Without -Credentials an answer to a request with cookies is unreadable (Fetch #concept-cors-check).
  const credentials = mode === 'bearer' ? [] : [CREDENTIALS]
  // The origin itself, never "*": credentials need that (Fetch #concept-cors-check).
  const granted: Header[] = [['Access-Control-Allow-Origin', origin], ...credentials, EXPOSE]
  const lists: Header[] = [
    ['Access-Control-Allow-Methods', METHODS],
    ['Access-Control-Allow-Headers', names],
    MAX_AGE,
    VARY_PREFLIGHT,
  ]
  const grant = {
    methods: new Set(METHODS.split(', ')),
    names: new Set(names.toLowerCase().split(', ')),
  }
  const fresh = buildAnswers('allowed', null, [...granted, VARY], [...granted, ...lists], grant)
  cache.set(origin, fresh)
  return fresh
}

/** Judges one request. Pure; never throws. */
export function judgeRequest(policy: CorsPolicy, request: CorsRequest): Verdict {
  const origin = request.header('origin') ?? null
  const answers = findAnswers(policy, request.path, origin)
  // Fetch #cors-preflight-request: OPTIONS with both; any other OPTIONS is an actual request.
  if (request.method !== 'OPTIONS' || origin === null) return answers.actual
  const method = request.header('access-control-request-method') ?? null
  if (method === null) return answers.actual
  // The lists are sent whatever the preflight asks for: the browser itself refuses, and `reason` says why.
  const { grant } = answers
  if (grant && !grant.methods.has(method)) return answers.badMethod
  const names = request.header('access-control-request-headers') ?? ''
  return grant && !covers(grant.names, names) ? answers.badHeader : answers.preflight
}

function findAnswers(policy: CorsPolicy, path: string, origin: string | null): Answers {
  const shared = publicPaths.get(path)
  if (shared) return shared
  const standing = findStanding(policy, origin)
  if (!path.startsWith('/api/') && path !== '/api') return UNSHARED[classifyStanding(standing)]
  if (origin === null) return NONE
  switch (standing) {
    case 'none':
    case 'own':
      return OWN
    case 'disabled':
      return REFUSED_DISABLED
    case 'unknown':
      return findRefusal(origin)
    default:
      return buildAllowedAnswers(policy, origin, standing)
  }
}

function classifyStanding(standing: Standing): keyof typeof UNSHARED {
  if (standing === 'none' || standing === 'own') return standing
  return standing === 'disabled' || standing === 'unknown' ? 'refused' : 'allowed'
}

function findRefusal(origin: string): Answers {
  if (origin === 'null') return REFUSED_NULL
  const plain = origin.startsWith('http://') && !isLoopback(origin.slice(7).replace(/:\d*$/, ''))
  return plain ? REFUSED_HTTP : REFUSED
}

function covers(allowed: ReadonlySet<string>, names: string): boolean {
  const asked = names.split(',').map(name => name.trim().toLowerCase())
  return asked.every(name => name === '' || allowed.has(name)) // Empty elements: RFC 9110 §5.6.1.2.
}
