import { afterEach, describe, expect, it } from 'vitest'
import { send } from '../../fixtures/client.ts'
import { expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { sendRaw } from '../../fixtures/raw.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const HOST = 'Host: localhost\r\n'
const CHUNKED = 'Transfer-Encoding: chunked\r\n'
const CLOSE = 'Connection: close\r\n\r\n'
const get = (target: string, headers = '') => `GET ${target} HTTP/1.1\r\n${HOST}${headers}${CLOSE}`
const post = (headers: string, body: string) =>
  `POST /api/authenticate HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n${headers}\r\n${body}`

/** Requests that no well-made client sends, under the statuses that are a clean refusal of them. */
const REQUESTS: { statuses: number[]; requests: Record<string, string> }[] = [
  {
    statuses: [400, 404],
    requests: {
      'a broken %-escape': get('/api/%zz'),
      'half a %-escape': get('/api/users/%'),
      'bytes that are no UTF-8': get('/api/%ff%fe'),
      'an overlong slash': get('/api%c0%afid'),
      'NUL in the path': get('/api/%00'),
      'dots that climb': get('/api/../../etc/passwd'),
      'dots that lead to another user': get('/api/users/toby/../niko'),
      '%-escaped dots at the end': get('/api/id/%2E'),
      'what is no part of an address': get('/api/users#x'),
      '%-escaped dots that climb': get('/api/%2e%2e/%2e%2e/etc/passwd'),
      'a backslash': get('/api\\id'),
      'a broken escape on a page': get('/%zz'),
      'no path': get('evil'),
    },
  },
  {
    statuses: [405, 501],
    requests: {
      TRACE: `TRACE /api/id HTTP/1.1\r\n${HOST}Cookie: jwt=secret\r\n${CLOSE}`,
      'TRACE of a page': `TRACE /login HTTP/1.1\r\n${HOST}${CLOSE}`,
      'a method that HTTP knows and we do not': `PROPFIND /api/id HTTP/1.1\r\n${HOST}${CLOSE}`,
    },
  },
  {
    statuses: [400, 404, 405, 421, 501],
    requests: {
      'a method that nobody knows': `STEAL /api/id HTTP/1.1\r\n${HOST}${CLOSE}`,
      'another method than OPTIONS of *': get('*'),
      'another site in absolute form': get('http://evil.example/api/nowhere'),
    },
  },
  {
    statuses: [414, 431],
    requests: {
      'headers over 16 KiB': get('/api/id', `X-Pad: ${'x'.repeat(20_000)}\r\n`),
      'a cookie over 16 KiB': get('/api/id', `Cookie: jwt=${'x'.repeat(20_000)}\r\n`),
      'a path over 16 KiB': get(`/api/${'x'.repeat(20_000)}`),
    },
  },
  {
    statuses: [400, 501, 505],
    requests: {
      'no Host': `GET /api/id HTTP/1.1\r\n${CLOSE}`,
      'two Hosts': get('/api/id', 'Host: evil.example\r\n'),
      'a space before the colon': get('/api/id', 'X-Odd : 1\r\n'),
      'a folded header': get('/api/id', 'X-Odd: 1\r\n 2\r\n'),
      'NUL in a header': get('/api/id', 'X-Odd: \u0000\r\n'),
      'another protocol': `GET /api/id HTTP/9.9\r\n${HOST}${CLOSE}`,
      'no HTTP at all': 'hello\r\n\r\n',
      'length and chunks': post(`Content-Length: 4\r\n${CHUNKED}`, '0\r\n\r\n'),
      'two lengths': post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}'),
      'a length below zero': post('Content-Length: -1\r\n', '{}'),
      'a length that is no number': post('Content-Length: two\r\n', '{}'),
      'a broken chunk': post(CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n'),
      'an encoding that hides chunks': post('Transfer-Encoding: chunked, identity\r\n', '{}'),
    },
  },
]

// nginx makes one slash of several: nginx.test.ts.
const SLASHES = {
  statuses: [400, 404],
  requests: {
    'two slashes': get('//'),
    'two slashes and a host': get('//evil.example/%2e%2e'),
    'two slashes inside': get('/api//id'),
  },
}

const host = await requestHost()

describe.each(host.nginx ? REQUESTS : [...REQUESTS, SLASHES])(
  '$statuses',
  ({ statuses, requests }) => {
    it.each(Object.entries(requests))('%s', async (_, text) => {
      const answer = await sendRaw(host, text)
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])
      expect(statuses, answer.slice(0, 300)).toContain(status)
      expect(answer).not.toMatch(/^location:/im)
      expect(answer).not.toMatch(/secret|\n\s+at |node_modules|\.ts:\d/)
    })
  },
)

it.each(['/api/id', '/login', '/_next/webpack-hmr', '/nowhere'])(
  'an upgrade of %s is not taken',
  async path => {
    const upgrade = 'Connection: Upgrade, close\r\nUpgrade: websocket\r\n'
    const asked = `GET ${path} HTTP/1.1\r\n${HOST}${upgrade}Sec-WebSocket-Version: 13\r\n`
    const answer = await sendRaw(host, `${asked}Sec-WebSocket-Key: eA==\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 [234]/)
  },
)

it('CONNECT opens no tunnel', async () => {
  const answer = await sendRaw(host, `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}${CLOSE}`)
  expect(answer).not.toMatch(/^HTTP\/1\.1 [235]/)
})

it('the pieces of one path are not put together from the query', async () => {
  for (const path of ['/api/id?/%zz', '/api/id?a=%zz&b=%', '/api/id?%00']) {
    expectProblem(await send(host, { path }), 401, MISSING)
  }
})

it('what follows a refused request is not read as another one', async () => {
  const smuggled = `GET /api/id HTTP/1.1\r\n${HOST}\r\n`
  const lengths = 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'
  const answer = await sendRaw(host, post(lengths, `0\r\n\r\n${smuggled}`))
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
})

afterEach(async () => {
  expectProblem(await send(host, { path: '/api/id' }), 401, MISSING)
})
