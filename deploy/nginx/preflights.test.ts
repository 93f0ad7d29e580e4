import { describe, expect, it } from 'vitest'
import { makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { buildGrantPattern } from './preflights.ts'

const policy = buildCorsPolicy(makeOwnSettings({ corsHeaders: ['X-Tool'] }))
const granted = (mode: 'both' | 'cookie' | 'bearer', asked: string) =>
  new RegExp(buildGrantPattern(policy, mode)).test(`${mode} ${asked}`)

describe('nginx answers', () => {
  it.each([
    'GET  /api/users',
    'DELETE content-type /api/users/toby?x=1',
    'PATCH authorization,content-type,x-origin /api',
    'POST content-type /api?q',
    'POST content-type /api/cors/checks',
    'POST baggage,content-type,sentry-trace,x-tool /api/users',
  ])('%s', asked => {
    expect(granted('both', asked)).toBe(true)
    expect(granted('bearer', asked)).toBe(true)
  })
})

describe('the server answers', () => {
  it.each([
    ['a method that is not granted', 'TRACE  /api/users'],
    ['a method in lower case', 'patch  /api/users'],
    ['a header that is not granted', 'POST content-type,x-odd /api/users'],
    [
      'header names with a space, which browsers do not send',
      'POST content-type, accept /api/users',
    ],
    ['no method', '  /api/users'],
    ['a page', 'GET  /login'],
    ['a path that only begins like the API', 'GET  /apis'],
    ['a public path', 'GET  /api/openapi.json'],
    ['a public path with a query', 'GET  /api/cors/check?origin=x'],
  ])('%s', (_, asked) => {
    expect(granted('both', asked)).toBe(false)
  })

  it('a bearer token from an origin that may only use the cookie', () => {
    expect(granted('cookie', 'GET authorization /api/users')).toBe(false)
    expect(granted('cookie', 'GET accept /api/users')).toBe(true)
  })
})
