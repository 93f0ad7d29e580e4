import { describe, expect, test } from 'vitest'
import { makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import type { RefusalReason } from '#lib/cors/refusal-reasons.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { MAX_REFUSAL_KINDS, OTHER_ORIGINS, RefusalCounter, toRefusal } from './refusal-counter.ts'

const PAGES = 'https://you.github.io'
const policy = buildCorsPolicy(makeOwnSettings({ corsOrigins: [PAGES] }))

describe('what counts as a refusal', () => {
  const refused = (origin: string | undefined, path = '/api/id', asked: object = {}) => {
    const facts: Record<string, string | undefined> = { origin, 'user-agent': 'A/1', ...asked }
    const method = 'access-control-request-method' in facts ? 'OPTIONS' : 'GET'
    const request = { method, path, header: (name: string) => facts[name] }
    return toRefusal(judgeRequest(policy, request), request)
  }
  const asks = (method: string, names = '') => ({
    'access-control-request-method': method,
    'access-control-request-headers': names,
  })

  test.each<[string, object, RefusalReason, string]>([
    ['https://evil.example', {}, 'origin_not_allowed', '/api/id'],
    ['http://shop.example', {}, 'origin_plain_http', '/api/id'],
    ['null', asks('GET'), 'origin_null', '/api/id'],
    [PAGES, asks('patch'), 'method_not_allowed', '/api/id asking for patch'],
    [PAGES, asks('GET', 'x-a,accept'), 'header_not_allowed', '/api/id asking for x-a,accept'],
  ])('%s, %j: %s', (origin, asked, reason, path) => {
    const refusal = { origin, reason, path, agent: 'A/1', count: 1 }
    expect(refused(origin, '/api/id', asked)).toEqual(refusal)
  })

  test('a granted request, a path that is not shared and a request without an origin do not count', () => {
    expect(refused(PAGES)).toBeNull()
    expect(refused('https://auth.example.com')).toBeNull()
    expect(refused('https://evil.example', '/login')).toBeNull()
    expect(refused(undefined)).toBeNull()
  })

  test('text from outside is cut to 300 printable characters', () => {
    const refusal = refused(`\u0007é${'x'.repeat(9000)}`, `/api/${'y'.repeat(9000)}`)
    expect(refusal?.origin).toBe(`??${'x'.repeat(298)}`)
    expect(refusal?.path).toHaveLength(300)
  })
})

describe('RefusalCounter', () => {
  const refusal = (origin: string, path = '/api/id') => ({
    origin,
    reason: 'origin_not_allowed' as const,
    count: 1,
    path,
    agent: '',
  })

  test('adds up refusals of the same kind and keeps the last path', () => {
    const counter = new RefusalCounter()
    for (const path of ['/api/a', '/api/b', '/api/c']) counter.add(refusal(PAGES, path))
    expect(counter.take()).toEqual([{ ...refusal(PAGES, '/api/c'), count: 3 }])
    expect(counter.take()).toEqual([])
  })

  test('keeps a limited number of kinds apart and still counts every refusal', () => {
    const counter = new RefusalCounter()
    for (let i = 0; i < 20_000; i++) counter.add(refusal(`https://x${i}.example`))
    const taken = counter.take()
    expect(taken).toHaveLength(MAX_REFUSAL_KINDS + 1)
    expect(taken.at(-1)).toMatchObject({ origin: OTHER_ORIGINS, count: 20_000 - MAX_REFUSAL_KINDS })
  })
})
