import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy } from './policy.ts'
import { judgeRequest } from './verdict.ts'

const allowed = ['https://you.github.io', 'http://localhost:4100', 'https://xn--bcher-kva.example']
const own = 'https://auth.example.com'
const policy = buildCorsPolicy(makeOwnSettings({ corsOrigins: allowed, publicUrl: new URL(own) }))

const decide = (method: string, path: string, facts: Record<string, string | null | undefined>) =>
  judgeRequest(policy, { method, path, header: name => facts[name] })

const evilOrigins: [kind: string, origin: string][] = [
  ['suffix', 'https://you.github.io.evil.example'],
  ['suffix without a dot', 'https://you.github.ioevil.example'],
  ['prefix', 'https://evilyou.github.io'],
  ['subdomain', 'https://a.you.github.io'],
  ['parent domain', 'https://github.io'],
  ['sibling', 'https://others.github.io'],
  ['subdomain of ourselves', 'https://a.auth.example.com'],
  ['ourselves over http', 'http://auth.example.com'],
  ['ourselves on another port', 'https://auth.example.com:3000'],
  ['http for https', 'http://you.github.io'],
  ['another scheme', 'ftp://you.github.io'],
  ['no scheme', 'you.github.io'],
  ['scheme-relative', '//you.github.io'],
  ['another port', 'https://you.github.io:8443'],
  ['the default port written out', 'https://you.github.io:443'],
  ['another port of localhost', 'http://localhost:4101'],
  ['a longer port', 'http://localhost:41000'],
  ['127.0.0.1 for localhost', 'http://127.0.0.1:4100'],
  ['IPv6 for localhost', 'http://[::1]:4100'],
  ['upper-case host', 'https://YOU.github.io'],
  ['upper-case scheme', 'HTTPS://you.github.io'],
  ['trailing dot', 'https://you.github.io.'],
  ['trailing slash', 'https://you.github.io/'],
  ['path', 'https://you.github.io/a'],
  ['query', 'https://you.github.io?a'],
  ['fragment', 'https://you.github.io#a'],
  ['backslash', 'https://you.github.io\\'],
  ['user information', 'https://you.github.io@evil.example'],
  ['user information before us', 'https://evil@you.github.io'],
  ['null', 'null'],
  ['Null', 'Null'],
  ['two equal lines joined', 'https://you.github.io, https://you.github.io'],
  ['an evil line first', 'https://evil.example, https://you.github.io'],
  ['an evil line last', 'https://you.github.io, https://evil.example'],
  ['RFC 6454 list', 'https://you.github.io https://evil.example'],
  ['comma only', ','],
  ['empty', ''],
  ['a space', ' '],
  ['leading space', ' https://you.github.io'],
  ['trailing space', 'https://you.github.io '],
  ['tab', 'https://you.github.io\t'],
  ['tab inside', 'https://you.git\thub.io'],
  ['line break', 'https://you.github.io\r\nX: y'],
  ['NUL', 'https://you.github.io\0'],
  ['NUL and suffix', 'https://you.github.io\0.evil.example'],
  ['soft hyphen', 'https://you.git\u00adhub.io'],
  ['Cyrillic letter', 'https://you.github.iо'],
  ['Kelvin sign', 'https://you.github.io/\u212a'],
  ['zero-width space', 'https://you.github.io\u200b'],
  ['Unicode for an allowed punycode', 'https://bücher.example'],
  ['upper-case punycode', 'https://XN--bcher-kva.example'],
  ['lone surrogate', 'https://you.github.io\ud800'],
  ['percent encoding', 'https://you%2egithub.io'],
  ['any character for a dot', 'https://youxgithub.io'],
  ['underscore host', 'https://you_github.io'],
  ['wildcard', '*'],
  ['wildcard host', 'https://*.github.io'],
  ['very long', `https://${'a.'.repeat(50_000)}you.github.io`],
  ['data URL', 'data:text/html,https://you.github.io'],
  ['file', 'file://'],
  ['extension', 'chrome-extension://you.github.io'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['undefined', 'undefined'],
]

describe.each(evilOrigins)('origin: %s', (_, origin) => {
  const plain = /^http:\/\/(you|auth)\./.test(origin) ? 'origin_plain_http' : 'origin_not_allowed'
  const reason = origin === 'null' ? 'origin_null' : plain

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s', method => {
    expect(decide(method, '/api/users/', { origin })).toEqual({
      origin: 'refused',
      preflight: false,
      status: null,
      headers: [['Vary', 'Origin']],
      reason,
    })
  })

  test.each(['GET', 'PUT', 'get', ''])('a preflight for "%s"', asked => {
    const facts = { origin, 'access-control-request-method': asked }
    expect(decide('OPTIONS', '/api/users', facts)).toEqual({
      origin: 'refused',
      preflight: true,
      status: 403,
      headers: [['Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers']],
      reason,
    })
  })
})

describe('for any request', () => {
  // Near misses: an allowed origin with one piece put in, taken out or replaced.
  const nearMiss = fc
    .tuple(
      fc.constantFrom(...allowed, own),
      fc.nat(40),
      fc.nat(3),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut))
  const text = fc.oneof(fc.string({ unit: 'binary' }), nearMiss, fc.webUrl(), fc.constant(null))
  const request = fc.record({
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'OPTIONS'), fc.string()),
    path: fc.oneof(
      fc.constantFrom('/api', '/api/', '/api/users', '/login', '/client.js', '/api/openapi.json'),
      fc.string().map(rest => `/api/${rest}`),
      fc.string(),
    ),
    origin: text,
    asked: fc.oneof(fc.constantFrom('GET', 'PUT', undefined), text),
    names: fc.oneof(fc.constantFrom('content-type', undefined), text),
  })
  const judged = fc
    .record({ request })
    .map(({ request: { method, path, origin, asked, names } }) => ({
      origin,
      verdict: decide(method, path, {
        origin,
        'access-control-request-method': asked,
        'access-control-request-headers': names,
      }),
    }))
  const runs = { numRuns: 1000 }

  test('nothing throws, and only a preflight has a status', () => {
    fc.assert(
      fc.property(judged, ({ verdict }) => verdict.preflight === (verdict.status !== null)),
      runs,
    )
  })

  test('no foreign origin is ever allowed', () => {
    fc.assert(
      fc.property(judged, ({ origin, verdict }) => {
        if (verdict.origin === 'allowed') expect(allowed).toContain(origin)
        if (verdict.origin === 'own') expect(origin).toBe(own)
      }),
      runs,
    )
  })

  test('only an allowed origin is granted anything, and only itself; public paths grant "*" without credentials', () => {
    fc.assert(
      fc.property(judged, ({ origin, verdict }) => {
        const grants = verdict.headers.filter(([name]) => name.startsWith('Access-Control-'))
        const to = grants.find(([name]) => name === 'Access-Control-Allow-Origin')?.[1]
        const credentials = grants.some(([name]) => name === 'Access-Control-Allow-Credentials')
        if (grants.length === 0) return
        expect(to).toBe(verdict.origin === 'public' ? '*' : origin)
        expect(credentials).toBe(verdict.origin === 'allowed')
        expect(['allowed', 'public']).toContain(verdict.origin)
      }),
      runs,
    )
  })
})
