import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, bearer, cookie, send, sendJson } from '../../fixtures/client.ts'
import { expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const ALLOWED = [
  ['/api/users/authenticate', ['DELETE', 'OPTIONS', 'POST']],
  ['/api/authenticate', ['DELETE', 'OPTIONS', 'POST']],
  ['/api/id', ['GET', 'HEAD', 'OPTIONS']],
  ['/api/users', ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']],
  ['/api/user', ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']],
  ['/api/users/toby', ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH']],
] as const

const WITH_SLASH = ALLOWED.flatMap(([path, methods]) => [
  [path, methods] as const,
  [`${path}/`, methods] as const,
])

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

const UNKNOWN = [
  '/api/nowhere',
  '/api/nowhere/',
  '/api/id/nowhere/at/all',
  '/api/users/authenticate/nowhere',
  '/api/%E2%82%AC',
  '/api/constructor',
  '/api/__proto__',
  '/api/route',
  '/api/route.ts',
  '/api/ID',
]

const allow = (answer: Answer) => answer.one('allow')?.split(/, */).toSorted()

const host = await requestHost()

let token = ''
beforeAll(async () => {
  token = (await createMember(host)).token
})

describe.each(WITH_SLASH)('%s', (path, methods) => {
  it('204: a plain OPTIONS says what is allowed', async () => {
    const answer = await send(host, { method: 'OPTIONS', path })
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(allow(answer)).toEqual(methods)
    expect(answer.one('cache-control')).toBe('no-store')
  })

  const refused = METHODS.filter(method => !methods.some(allowed => allowed === method))
  it.each(refused)('405: %s', async method => {
    const call = { method, path, headers: [bearer(token)] }
    const answer = await (method === 'HEAD' ? send(host, call) : sendJson(host, call, {}))
    expect(answer.status).toBe(405)
    expect(allow(answer)).toEqual(methods)
    if (method !== 'HEAD') expectProblem(answer, 405)
  })
})

it.each([
  ['/api/id', 200],
  ['/api/id/', 200],
  ['/api/users?limit=2', 200],
  ['/api/id', 401],
  ['/api/users', 401],
  ['/api/nowhere', 404],
] as const)('HEAD %s has the headers of GET (%i), and no body', async (path, status) => {
  const headers = status === 200 ? [cookie(token)] : []
  const get = await send(host, { path, headers })
  const head = await send(host, { method: 'HEAD', path, headers })
  expect([head.status, head.text]).toEqual([status, ''])
  expectJson(get, status)
  expect(lasting(head)).toEqual(lasting(get))
})

describe.each(UNKNOWN)('404: %s', path => {
  it.each(METHODS)('%s', async method => {
    const call = { method, path }
    const answer = await (method === 'HEAD' ? send(host, call) : sendJson(host, call, {}))
    expect(answer.status).toBe(404)
    if (method !== 'HEAD') expectProblem(answer, 404)
  })
})

it.each([...WITH_SLASH.map(([path]) => path), ...UNKNOWN])('%s is never a redirect', async path => {
  for (const method of ['GET', 'POST', 'OPTIONS']) {
    const answer = await send(host, { method, path })
    expect(answer.status).not.toBeOneOf([301, 302, 303, 307, 308])
    expect(answer.all('location')).toEqual([])
  }
})

it('no answer names the software that gave it', async () => {
  const answer = await send(host, { path: '/api/id' })
  expect(answer.all('x-powered-by')).toEqual([])
  // nginx cannot be told to leave out its name, only its version.
  expect(answer.all('server')).toEqual(host.nginx ? ['nginx'] : [])
})

/** The headers without those of the connection and the clock, without cursors, which are sealed anew each time, and without the length, which HEAD may omit. */
function lasting(answer: Answer) {
  const passing = [
    'date',
    'connection',
    'keep-alive',
    'content-length',
    'transfer-encoding',
    // It counts down.
    'ratelimit',
  ]
  return answer.headers
    .filter(([name]) => !passing.includes(name))
    .map(([name, value]) => [name, value.replace(/after=[\w-]+/, 'after=…')])
    .toSorted()
}
