import { expect, it } from 'vitest'
import { cookie, from, type Header, postJson, send } from '../../fixtures/client.ts'
import { expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { createMember } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

/** What servers give away by accident (ASVS v5.0.0-13.4.1, 13.4.5). */
const NOT_THERE = [
  ...['/.git/HEAD', '/.git/config', '/.env', '/.env.local', '/package.json', '/package-lock.json'],
  ...[
    '/server.ts',
    '/prisma/schema.prisma',
    '/data/latchkey.db',
    '/lib/env.ts',
    '/next.config.mjs',
  ],
  ...['/.next/BUILD_ID', '/_next/../.env', '/_next/static/../../.env', '/_next/mcp', '/metrics'],
  ...['/api/docs', '/api/metrics', '/api/debug', '/api/health', '/.well-known/', '/node_modules/'],
]

/** What has led past the checks of other servers (8.3.1, 4.1.3). */
const TRICKS: readonly (readonly [what: string, path: string, headers: Header[]])[] = [
  ['a header of Next’s middleware', '/api/id', [['x-middleware-subrequest', 'middleware']]],
  [
    'the same header five times over',
    '/api/users',
    [['x-middleware-subrequest', Array(5).fill('src/middleware').join(':')]],
  ],
  [
    'a header that names who one is',
    '/api/id',
    [
      ['X-User-Id', '1'],
      ['X-Forwarded-User', 'admin'],
    ],
  ],
  [
    'a header that names another path',
    '/api/id',
    [
      ['X-Original-URL', '/client.js'],
      ['X-Rewrite-URL', '/client.js'],
    ],
  ],
  [
    'an address of the server itself',
    '/api/users',
    [from('127.0.0.1'), ['X-Real-IP', '127.0.0.1']],
  ],
]

const DEFAULTS = ['admin', 'root', 'administrator', 'test', 'guest', 'latchkey', 'user', 'demo']

const host = await requestHost()

it.each(NOT_THERE)('4xx: %s', async path => {
  const answer = await send(host, { path })
  expect(answer.status).toBeOneOf([400, 404])
  expect(answer.text).not.toMatch(/SECRET_KEY|"dependencies"|ref: refs|datasource/)
})

it('no script of a page has a source map', async () => {
  const { text } = await send(host, { path: '/login' })
  const scripts = [...new Set(text.match(/\/_next\/static\/[^"\\]+\.js/g))]
  expect(scripts.length).toBeGreaterThan(2)
  for (const path of scripts) {
    expect((await send(host, { path })).text).not.toContain('sourceMappingURL')
    expect((await send(host, { path: `${path}.map` })).status).toBe(404)
  }
})

it('no script of a page holds a secret or a person', async () => {
  const { uid, token } = await createMember(host)
  const { text } = await send(host, { path: '/users', headers: [cookie(token)] })
  expect(text).toContain(uid)
  expect(text).not.toContain(token)
  for (const path of new Set(text.match(/\/_next\/static\/[^"\\]+\.js/g))) {
    expect((await send(host, { path, headers: [cookie(token)] })).text).not.toContain(uid)
  }
})

it.each(TRICKS)('401: %s opens nothing', async (_, path, headers) => {
  expectProblem(await send(host, { path, headers }), 401, MISSING)
})

it('401: no account that everybody knows', async () => {
  for (const name of DEFAULTS) {
    const answer = await postJson(host, '/api/authenticate', { uid: name, password: name })
    expectProblem(answer, 401)
  }
})

it('what is asked for with ?callback= is JSON as ever', async () => {
  const answer = await send(host, { path: '/api/id?callback=steal&jsonp=steal' })
  expectProblem(answer, 401, MISSING)
  expect(answer.text).not.toContain('steal')
})
