import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mode } from './mode.ts'
import { makeListed, makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy, findEntry, findStanding, type ListedOrigin } from './policy.ts'
import { judgeRequest } from './verdict.ts'

const policyOf = (...entries: ListedOrigin[]) =>
  buildCorsPolicy(makeOwnSettings({ corsOrigins: ['https://pinned.example'] }), {
    origins: entries,
    headers: [],
  })

test('a list from the environment and one from the database make the same policy', () => {
  const origins = ['https://you.github.io', 'http://localhost:4100', 'https://*.example.org']
  const fromEnv = buildCorsPolicy(makeOwnSettings({ corsOrigins: origins }))
  const entries = origins.map(origin => makeListed(origin))
  expect(buildCorsPolicy(makeOwnSettings(), { origins: entries, headers: [] })).toEqual(fromEnv)
})

test('a pinned origin stays allowed, whatever the list says about it', () => {
  const policy = policyOf(makeListed('https://pinned.example', 'bearer', false))
  expect(findStanding(policy, 'https://pinned.example')).toBe('both')
})

test('an entry says what pages of each origin below it may do', () => {
  const entry = {
    ...makeListed('https://*.example.org'),
    access: 'account',
    passwords: false,
  } as const
  const policy = policyOf(entry, {
    ...makeListed('https://a.example.org'),
    access: 'administration',
  })
  expect(findEntry(policy, 'https://a.example.org')).toMatchObject({ access: 'administration' })
  expect(findEntry(policy, 'https://b.example.org')).toEqual({
    origin: 'https://*.example.org',
    standing: 'both',
    access: 'account',
    passwords: false,
  })
  expect(findEntry(policy, 'https://pinned.example')).toMatchObject({
    access: 'users',
    passwords: true,
  })
  expect(findEntry(policy, 'https://example.net')).toBeNull()
})

describe('a wildcard', () => {
  const policy = policyOf(
    makeListed('https://*.example.org'),
    makeListed('https://*.eu.example.org', 'cookie'),
    makeListed('https://*.old.example.org', 'both', false),
    makeListed('https://a.example.org', 'bearer'),
    makeListed('https://b.example.org', 'both', false),
    makeListed('https://*.example.net:8443'),
    makeListed('https://*.example.com', 'bearer'),
  )
  test.each([
    ['https://x.example.org', 'both'],
    ['https://x.y.example.org', 'both'],
    ['https://a_b-c.example.org', 'both'],
    ['https://xn--bcher-kva.example.org', 'both'],
    ['https://x.example.net:8443', 'both'],
    // The more specific entry decides.
    ['https://a.example.org', 'bearer'],
    ['https://b.example.org', 'disabled'],
    ['https://x.eu.example.org', 'cookie'],
    ['https://eu.example.org', 'both'],
    ['https://x.old.example.org', 'disabled'],
    ['https://auth.example.com', 'own'],
    ['https://other.example.com', 'bearer'],
    // Never the domain itself, nor anything that only looks similar.
    ['https://example.org', 'unknown'],
    ['https://.example.org', 'unknown'],
    ['https://xexample.org', 'unknown'],
    ['https://x..example.org', 'unknown'],
    ['https://x.example.org.', 'unknown'],
    ['https://x.example.org.evil.example', 'unknown'],
    ['https://evil.example/.example.org', 'unknown'],
    ['https://evil.example?.example.org', 'unknown'],
    ['https://evil.example#.example.org', 'unknown'],
    ['https://evil@x.example.org', 'unknown'],
    ['https://x:y.example.org', 'unknown'],
    ['https://X.example.org', 'unknown'],
    ['https://x\t.example.org', 'unknown'],
    ['https://é.example.org', 'unknown'],
    ['https://*.example.org', 'unknown'],
    ['https://x.*.example.org', 'unknown'],
    ['http://x.example.org', 'unknown'],
    ['https://x.example.org:8443', 'unknown'],
    ['https://x.example.net', 'unknown'],
    ['https://x.example.org, https://x.example.org', 'unknown'],
    [`https://${'a.'.repeat(130)}example.org`, 'unknown'],
  ])('%s: %s', (origin, standing) => expect(findStanding(policy, origin)).toBe(standing))

  test('matches only names below it, as the URL standard serialises them', () => {
    const between = fc.oneof(fc.string({ unit: 'binary' }), fc.domain())
    const scheme = fc.constantFrom('https://', 'http://', 'https:', '')
    fc.assert(
      fc.property(scheme, between, (start, text) => {
        const origin = `${start}${text}.example.net:8443`
        if (findStanding(policy, origin) !== 'both') return
        const { hostname, port, protocol } = new URL(origin)
        expect([protocol, port]).toEqual(['https:', '8443'])
        expect(hostname.endsWith('.example.net')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a mode grants', () => {
  const HEADERS = [
    'Origin, X-Origin, X-Requested-With, Content-Type, Accept, DPoP, If-Match, If-None-Match',
    'If-Modified-Since, Cache-Control, Pragma, Idempotency-Key, X-Request-Id',
    'traceparent, tracestate, baggage, sentry-trace',
  ].join(', ')
  const ask = (mode: Mode, names = '', enabled = true) => {
    const origin = 'https://app.example'
    const facts: Record<string, string> = {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': names,
    }
    const policy = policyOf(makeListed(origin, mode, enabled))
    const request = { method: 'OPTIONS', path: '/api/id', header: (name: string) => facts[name] }
    const { status, reason, headers } = judgeRequest(policy, request)
    const { 'Access-Control-Allow-Credentials': credentials, ...rest } = Object.fromEntries(headers)
    return { status, reason, credentials, names: rest['Access-Control-Allow-Headers'] }
  }
  const all = `Authorization, ${HEADERS}`

  test('both: cookies and tokens', () => {
    expect(ask('both')).toEqual({ status: 204, reason: null, credentials: 'true', names: all })
  })

  test('cookie: no Authorization', () => {
    const granted = { status: 204, credentials: 'true', names: HEADERS }
    expect(ask('cookie')).toEqual({ ...granted, reason: null })
    expect(ask('cookie', 'authorization')).toEqual({ ...granted, reason: 'header_not_allowed' })
  })

  test('bearer: no credentials', () => {
    const granted = { status: 204, reason: null, credentials: undefined, names: all }
    expect(ask('bearer', 'authorization')).toEqual(granted)
  })

  test('disabled: nothing, with the reason', () => {
    const refused = { status: 403, credentials: undefined, names: undefined }
    expect(ask('both', '', false)).toEqual({ ...refused, reason: 'origin_disabled' })
  })
})

test('a wildcard matches any number of origins, but the cached verdicts are bounded', () => {
  const policy = policyOf(makeListed('https://*.example.org'))
  const verdict = (i: number) =>
    judgeRequest(policy, {
      method: 'GET',
      path: '/api/id',
      header: name => (name === 'origin' ? `https://x${i}.example.org` : null),
    })
  const first = verdict(0)
  expect(verdict(0)).toBe(first)
  for (let i = 1; i <= 1000; i++) verdict(i)
  expect(verdict(0)).not.toBe(first)
  expect(verdict(0)).toEqual(first)
})
