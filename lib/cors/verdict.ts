import { isLoopback, MODES, type Mode } from './origin.ts'
import { type CorsPolicy, findStanding, type Standing } from './policy.ts'

/** The facts that decide. `header` takes lower-case names; `path` is without its query. */
export type CorsRequest = {
  readonly method: string
  readonly path: string
  header(name: string): string | null | undefined
}

/**
 * What to do with one request. `status` is set for a preflight only: answer with it at once. Equal
 * verdicts are one object, so a host may remember what it made of one.
 */
export type Verdict = {
  readonly origin: 'none' | 'own' | 'allowed' | 'refused' | 'public'
  readonly preflight: boolean
  readonly status: 204 | 403 | null
  readonly headers: readonly Header[]
  readonly reason: RefusalReason | null
}

type Header = readonly [name: string, value: string]
/** Why an origin gets less than it asked for. */
export const REFUSAL_REASONS = [
  'origin_null',
  'origin_disabled',
  'origin_plain_http',
  'origin_not_allowed',
  'method_not_allowed',
  'header_not_allowed',
  'path_not_shared',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const HEADERS = 'Authorization, Origin, X-Origin, X-Requested-With, Content-Type, Accept'

// A cache must not give one origin's answer to another (Fetch #cors-protocol-and-http-caches), so
// Vary stands without an Origin too. It is one line: some caches read only the first.
const VARY: Header = ['Vary', 'Origin']
const VARY_PREFLIGHT: Header = [
  'Vary',
  'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
]
const CREDENTIALS: Header = ['Access-Control-Allow-Credentials', 'true']
const EXPOSE: Header = [
  'Access-Control-Expose-Headers',
  'Link, X-Total-Count, Location, Retry-After',
]
const MAX_AGE: Header = ['Access-Control-Max-Age', '600']
const ANYONE: Header = ['Access-Control-Allow-Origin', '*']

/** What a preflight may ask for: methods with their case, names without (Fetch #cors-preflight-fetch). */
type Grant = { readonly methods: ReadonlySet<string>; readonly names: ReadonlySet<string> }

/** Every verdict on one kind of asker, made beforehand: a request only picks one. */
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
// An answer to one's own origin is read without the CORS check (Fetch #concept-main-fetch).
const OWN = buildAnswers('own', null, [VARY], [VARY_PREFLIGHT])
// A refusal is silence: without -Allow-Origin the check fails (Fetch #concept-cors-check).
const REFUSED = buildAnswers('refused', 'origin_not_allowed', [VARY], [VARY_PREFLIGHT])
// "null" is every sandboxed frame's origin (RFC 6454 §6.1): to echo it would admit anybody.
const REFUSED_NULL = buildAnswers('refused', 'origin_null', [VARY], [VARY_PREFLIGHT])
const REFUSED_DISABLED = buildAnswers('refused', 'origin_disabled', [VARY], [VARY_PREFLIGHT])
const REFUSED_HTTP = buildAnswers('refused', 'origin_plain_http', [VARY], [VARY_PREFLIGHT])
const UNSHARED = {
  none: buildAnswers('none', null, [], []),
  own: buildAnswers('own', null, [], []),
  allowed: buildAnswers('allowed', 'path_not_shared', [], []),
  refused: buildAnswers('refused', 'path_not_shared', [], []),
}

// Any page may read these. "*" forbids credentials (Fetch #cors-protocol-and-credentials).
const READS: Grant = { methods: new Set(['GET', 'HEAD']), names: new Set() }
const readLists: Header[] = [ANYONE, ['Access-Control-Allow-Methods', 'GET, HEAD'], MAX_AGE]
const PUBLIC = buildAnswers('public', null, [ANYONE], readLists, READS)
const PUBLIC_API = buildAnswers(
  'public',
  null,
  [ANYONE, VARY],
  [...readLists, VARY_PREFLIGHT],
  READS,
)
export const publicPaths: ReadonlyMap<string, Answers> = new Map([
  ['/client.js', PUBLIC],
  ['/client.d.ts', PUBLIC],
  ['/.well-known/jwks.json', PUBLIC],
  ['/api/openapi.json', PUBLIC_API],
  ['/api/cors/check', PUBLIC_API],
])

/** What each mode grants: the headers that a preflight may ask for, and whether cookies come along. */
const GRANTS: Record<Mode, { names: string; credentials: Header[] }> = {
  both: { names: HEADERS, credentials: [CREDENTIALS] },
  cookie: { names: HEADERS.replace('Authorization, ', ''), credentials: [CREDENTIALS] },
  // Without -Credentials an answer to a request with cookies is unreadable (Fetch #concept-cors-check).
  bearer: { names: HEADERS, credentials: [] },
}

/** Made once per allowed origin; a wildcard allows any number, so there is an end to what is kept. */
const MAX_CACHED_ORIGINS = 1000
const allowedAnswers = new Map(MODES.map(mode => [mode, new Map<string, Answers>()]))

function buildAllowedAnswers(origin: string, mode: Mode): Answers {
  const kept = allowedAnswers.get(mode)
  const made = kept?.get(origin)
  if (made) return made
  const { names, credentials } = GRANTS[mode]
  // The origin itself and never "*": credentials need it (Fetch #concept-cors-check).
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
  if (kept && kept.size >= MAX_CACHED_ORIGINS) kept.clear()
  kept?.set(origin, fresh)
  return fresh
}

/** Judges one request. Pure; throws on no input. */
export function judgeRequest(policy: CorsPolicy, request: CorsRequest): Verdict {
  const origin = request.header('origin') ?? null
  const verdicts = findAnswers(policy, request.path, origin)
  // Fetch #cors-preflight-request: OPTIONS with both; any other OPTIONS is an actual request.
  if (request.method !== 'OPTIONS' || origin === null) return verdicts.actual
  const method = request.header('access-control-request-method') ?? null
  if (method === null) return verdicts.actual
  // The lists are sent whatever is asked: the browser refuses by itself, and `reason` says why.
  const { grant } = verdicts
  if (grant && !grant.methods.has(method)) return verdicts.badMethod
  const names = request.header('access-control-request-headers') ?? ''
  return grant && !covers(grant.names, names) ? verdicts.badHeader : verdicts.preflight
}

function findAnswers(policy: CorsPolicy, path: string, origin: string | null): Answers {
  const shared = publicPaths.get(path)
  if (shared) return shared
  const who = findStanding(policy, origin)
  if (!path.startsWith('/api/') && path !== '/api') return UNSHARED[kindOf(who)]
  if (origin === null) return NONE
  switch (who) {
    case 'none':
    case 'own':
      return OWN
    case 'disabled':
      return REFUSED_DISABLED
    case 'unknown':
      return refusedAnswers(origin)
    default:
      return buildAllowedAnswers(origin, who)
  }
}

function kindOf(who: Standing): keyof typeof UNSHARED {
  if (who === 'none' || who === 'own') return who
  return who === 'disabled' || who === 'unknown' ? 'refused' : 'allowed'
}

function refusedAnswers(origin: string): Answers {
  if (origin === 'null') return REFUSED_NULL
  const plain = origin.startsWith('http://') && !isLoopback(origin.slice(7).replace(/:\d*$/, ''))
  return plain ? REFUSED_HTTP : REFUSED
}

function covers(allowed: ReadonlySet<string>, names: string): boolean {
  const asked = names.split(',').map(name => name.trim().toLowerCase())
  return asked.every(name => name === '' || allowed.has(name)) // Empty elements: RFC 9110 §5.6.1.2.
}
