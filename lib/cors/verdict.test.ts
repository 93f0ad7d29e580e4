import { describe, expect, test } from 'vitest'
import { makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy } from './policy.ts'
import { judgeRequest, type Verdict } from './verdict.ts'

const PAGES = 'https://you.github.io'
const DEV = 'http://localhost:4100'
const OWN = 'https://auth.example.com'
const policy = buildCorsPolicy(
  makeOwnSettings({ corsOrigins: [PAGES, DEV], publicUrl: new URL(OWN) }),
)

const VARY = ['Vary', 'Origin'] as const
const VARY_PREFLIGHT = [
  'Vary',
  'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
] as const
const SILENT = [VARY]
const SILENT_PREFLIGHT = [VARY_PREFLIGHT]
const EXPOSED = [
  'Access-Control-Expose-Headers',
  'Link, X-Total-Count, Location, Retry-After, DPoP-Nonce, WWW-Authenticate, ETag',
] as const
const readable = (origin: string) => [
  ['Access-Control-Allow-Origin', origin],
  ['Access-Control-Allow-Credentials', 'true'],
  EXPOSED,
  VARY,
]
const granted = (origin: string) => [
  ['Access-Control-Allow-Origin', origin],
  ['Access-Control-Allow-Credentials', 'true'],
  EXPOSED,
  ['Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
  [
    'Access-Control-Allow-Headers',
    'Authorization, Origin, X-Origin, X-Requested-With, Content-Type, Accept, DPoP, If-Match, If-None-Match, If-Modified-Since, Cache-Control, Pragma, Idempotency-Key, X-Request-Id, traceparent, tracestate, baggage, sentry-trace',
  ],
  ['Access-Control-Max-Age', '600'],
  VARY_PREFLIGHT,
]
const ANYONE = ['Access-Control-Allow-Origin', '*'] as const
const PUBLIC_PREFLIGHT = [
  ANYONE,
  ['Access-Control-Allow-Methods', 'GET, HEAD'],
  ['Access-Control-Max-Age', '600'],
]

type Facts = Record<string, string>
const asks = (origin: string, method = 'GET', names?: string): Facts => ({
  origin,
  'access-control-request-method': method,
  ...(names === undefined ? {} : { 'access-control-request-headers': names }),
})
const decide = (method: string, path: string, facts: Facts): Verdict =>
  judgeRequest(policy, { method, path, header: name => new Headers(facts).get(name) })

type Row = [method: string, path: string, Facts, Verdict['origin'], readonly unknown[], string?]

describe('an actual request', () => {
  const rows: Row[] = [
    ['GET', '/api/users', {}, 'none', SILENT],
    ['DELETE', '/api/users/toby', {}, 'none', SILENT],
    ['GET', '/api/users', { origin: OWN }, 'own', SILENT],
    ['POST', '/api/users', { origin: OWN }, 'own', SILENT],
    ['GET', '/api/users', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['HEAD', '/api/users', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['POST', '/api/users', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['PUT', '/api/users', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['PATCH', '/api/users/toby', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['DELETE', '/api/authenticate', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['GET', '/api/users/', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['GET', '/api/users', { origin: DEV }, 'allowed', readable(DEV)],
    ['GET', '/api', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['GET', '/api/', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['GET', '/api/no/such/path', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['TRACE', '/api/users', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['GET', '/api/users', { origin: 'null' }, 'refused', SILENT, 'origin_null'],
    ['POST', '/api/users', { origin: 'null' }, 'refused', SILENT, 'origin_null'],
    // OPTIONS is a preflight only with both Origin and Access-Control-Request-Method.
    ['OPTIONS', '/api/users', {}, 'none', SILENT],
    ['OPTIONS', '/api/users', { origin: PAGES }, 'allowed', readable(PAGES)],
    ['OPTIONS', '/api/users', { 'access-control-request-method': 'GET' }, 'none', SILENT],
    ['GET', '/api/users', asks(PAGES, 'PUT'), 'allowed', readable(PAGES)],
    ['options', '/api/users', asks(PAGES, 'PUT'), 'allowed', readable(PAGES)],
    // Nothing outside /api is shared with anybody.
    ['GET', '/', { origin: PAGES }, 'allowed', [], 'path_not_shared'],
    ['GET', '/login', { origin: OWN }, 'own', []],
    ['GET', '/login', {}, 'none', []],
    ['GET', '/apix', { origin: PAGES }, 'allowed', [], 'path_not_shared'],
    ['GET', '/API/users', { origin: PAGES }, 'allowed', [], 'path_not_shared'],
    ['GET', '//api/users', { origin: PAGES }, 'allowed', [], 'path_not_shared'],
    ['GET', '/login', { origin: 'https://evil.example' }, 'refused', [], 'path_not_shared'],
    // Public resources are the same for everybody and never allow credentials.
    ['GET', '/client.js', {}, 'public', [ANYONE]],
    ['GET', '/client-sign-in.js', { origin: PAGES }, 'public', [ANYONE]],
    ['GET', '/client.js', { origin: PAGES }, 'public', [ANYONE]],
    ['HEAD', '/client.d.ts', { origin: 'https://evil.example' }, 'public', [ANYONE]],
    ['GET', '/.well-known/jwks.json', { origin: 'null' }, 'public', [ANYONE]],
    ['GET', '/api/openapi.json', { origin: OWN }, 'public', [ANYONE, VARY]],
    ['GET', '/api/cors/check', { origin: 'https://evil.example' }, 'public', [ANYONE, VARY]],
    ['GET', '/api/cors/check', {}, 'public', [ANYONE, VARY]],
    [
      'GET',
      '/api/openapi.json/',
      { origin: 'https://evil.example' },
      'refused',
      SILENT,
      'origin_not_allowed',
    ],
  ]
  test.each(rows)('%s %s %j: %s', (method, path, facts, origin, headers, reason) => {
    const verdict = decide(method, path, facts)
    expect(verdict).toEqual({
      origin,
      preflight: false,
      status: null,
      headers,
      reason: reason ?? null,
    })
  })
})

describe('a preflight', () => {
  const ok = granted(PAGES)
  const refusals = new Set(['origin_null', 'origin_not_allowed', 'path_not_shared'])
  const rows: Row[] = [
    ['OPTIONS', '/api/users', asks(PAGES), 'allowed', ok],
    ['OPTIONS', '/api/users/', asks(PAGES, 'POST', 'content-type'), 'allowed', ok],
    ['OPTIONS', '/api/users', asks(DEV, 'PUT'), 'allowed', granted(DEV)],
    ['OPTIONS', '/api', asks(PAGES, 'DELETE', ''), 'allowed', ok],
    [
      'OPTIONS',
      '/api/id',
      asks(PAGES, 'PATCH', 'accept,authorization,content-type,origin,x-origin,x-requested-with'),
      'allowed',
      ok,
    ],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET', 'X-Origin , CONTENT-TYPE'), 'allowed', ok],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET', ',, x-origin,\t,'), 'allowed', ok],
    // The lists are sent all the same; the browser compares and refuses.
    ['OPTIONS', '/api/id', asks(PAGES, 'put'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, 'patch'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, 'TRACE'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, ''), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, '*'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET, POST'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, '__proto__'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET', 'x-evil'), 'allowed', ok, 'header_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET', '*'), 'allowed', ok, 'header_not_allowed'],
    [
      'OPTIONS',
      '/api/id',
      asks(PAGES, 'GET', 'accept,x-evil'),
      'allowed',
      ok,
      'header_not_allowed',
    ],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET', 'constructor'), 'allowed', ok, 'header_not_allowed'],
    ['OPTIONS', '/api/id', asks(PAGES, 'GET', 'content type'), 'allowed', ok, 'header_not_allowed'],
    [
      'OPTIONS',
      '/api/id',
      asks(PAGES, 'GET', 'x,'.repeat(4000)),
      'allowed',
      ok,
      'header_not_allowed',
    ],
    ['OPTIONS', '/api/id', asks(PAGES, 'no such', 'nor this'), 'allowed', ok, 'method_not_allowed'],
    ['OPTIONS', '/api/id', asks(OWN, 'PUT', 'x-evil'), 'own', SILENT_PREFLIGHT],
    ['OPTIONS', '/api/id', asks('null'), 'refused', SILENT_PREFLIGHT, 'origin_null'],
    ['OPTIONS', '/login', asks(PAGES), 'allowed', [], 'path_not_shared'],
    ['OPTIONS', '/login', asks('https://evil.example'), 'refused', [], 'path_not_shared'],
    ['OPTIONS', '/login', asks(OWN), 'own', []],
    ['OPTIONS', '/client.js', asks('https://evil.example'), 'public', PUBLIC_PREFLIGHT],
    ['OPTIONS', '/client.js', asks('null', 'HEAD'), 'public', PUBLIC_PREFLIGHT],
    ['OPTIONS', '/client.js', asks(PAGES, 'PUT'), 'public', PUBLIC_PREFLIGHT, 'method_not_allowed'],
    [
      'OPTIONS',
      '/client.js',
      asks(PAGES, 'GET', 'authorization'),
      'public',
      PUBLIC_PREFLIGHT,
      'header_not_allowed',
    ],
    ['OPTIONS', '/api/openapi.json', asks(PAGES), 'public', [...PUBLIC_PREFLIGHT, VARY_PREFLIGHT]],
  ]
  test.each(rows)('%s %s %j: %s', (method, path, facts, origin, headers, reason) => {
    expect(decide(method, path, facts)).toEqual({
      origin,
      preflight: true,
      status: refusals.has(reason ?? '') ? 403 : 204,
      headers,
      reason: reason ?? null,
    })
  })
})
