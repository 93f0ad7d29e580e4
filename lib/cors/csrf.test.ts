import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeCrossSite, judgeDownload } from './csrf.ts'
import { makeListed, makeOwnSettings } from './policy.fixture.ts'
import { buildCorsPolicy } from './policy.ts'

const policy = buildCorsPolicy(
  makeOwnSettings({
    corsOrigins: ['https://you.github.io'],
    publicUrl: new URL('http://localhost:3000'),
  }),
)
const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'post', 'get', '']

const rows: [facts: Record<string, string>, reason: string | null][] = [
  [{}, null],
  [{ origin: 'https://you.github.io' }, null],
  [{ origin: 'http://localhost:3000' }, null],
  [{ origin: 'http://127.0.0.1:3000' }, null],
  [{ origin: 'https://you.github.io', 'sec-fetch-site': 'cross-site' }, null],
  [{ origin: 'null' }, 'origin_not_allowed'],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, 'origin_not_allowed'],
  [{ origin: '' }, 'origin_not_allowed'],
  [{ origin: 'https://evil.example' }, 'origin_not_allowed'],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 'origin_not_allowed'],
  [{ origin: 'https://you.github.io.evil.example' }, 'origin_not_allowed'],
  [{ origin: 'https://you.github.io/' }, 'origin_not_allowed'],
  [{ origin: 'https://you.github.io, https://you.github.io' }, 'origin_not_allowed'],
  [{ origin: 'http://localhost:3001' }, 'origin_not_allowed'],
  [{ origin: 'https://localhost:3000' }, 'origin_not_allowed'],
  [{ 'sec-fetch-site': 'same-origin' }, null],
  [{ 'sec-fetch-site': 'none' }, null],
  [{ 'sec-fetch-site': 'same-site' }, 'cross_site'],
  [{ 'sec-fetch-site': 'cross-site' }, 'cross_site'],
  [{ 'sec-fetch-site': 'same-origin, cross-site' }, 'cross_site'],
  [{ 'sec-fetch-site': 'Same-Origin' }, 'cross_site'],
  [{ 'sec-fetch-site': '' }, 'cross_site'],
  [{ referer: 'https://evil.example/' }, null],
]

describe.each(rows)('%j', (facts, reason) => {
  test.each(unsafe)('%s', method => {
    expect(judgeCrossSite(policy, method, new Headers(facts))).toBe(reason)
  })

  test('a download', () => {
    // A page of the same site may link to a file.
    const expected = facts['sec-fetch-site'] === 'same-site' ? null : reason
    expect(judgeDownload(policy, new Headers(facts))).toBe(expected)
  })

  test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing, so it is never refused', method => {
    expect(judgeCrossSite(policy, method, new Headers(facts))).toBeNull()
  })
})

test('only listed origins and our own pass', () => {
  const known = new Set([...policy.exact.keys(), ...policy.own])
  const origin = fc.oneof(fc.webUrl(), fc.stringMatching(/^[!-~]*$/), fc.constantFrom(...known))
  fc.assert(
    fc.property(origin, text => {
      const reason = judgeCrossSite(policy, 'POST', new Headers({ origin: text }))
      expect(reason === null).toBe(known.has(text))
    }),
  )
})

describe('pages of an origin that may use bearer tokens only', () => {
  const origin = 'https://app.example'
  const bearerOnly = buildCorsPolicy(
    makeOwnSettings({ publicUrl: new URL('http://localhost:3000') }),
    { origins: [makeListed(origin, 'bearer')], headers: [] },
  )
  const judge = (facts: Record<string, string>) =>
    judgeCrossSite(bearerOnly, 'POST', new Headers({ origin, ...facts }))

  test.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ authorization: 'Bearer x' }, null],
    [{ authorization: 'bearer x', cookie: 'jwt=y' }, null],
    [{ cookie: 'jwt=y' }, 'origin_bearer_only'],
    [{ authorization: 'Basic x', cookie: 'jwt=y' }, 'origin_bearer_only'],
    [{ authorization: '', cookie: '' }, 'origin_bearer_only'],
  ])('%j: %s', (facts, reason) => expect(judge(facts)).toBe(reason))

  test('may read with a cookie', () => {
    const headers = new Headers({ origin, cookie: 'jwt=y' })
    expect(judgeCrossSite(bearerOnly, 'GET', headers)).toBeNull()
  })
})
