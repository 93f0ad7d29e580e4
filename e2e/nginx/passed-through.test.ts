import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  ANSWER_KINDS,
  type AnswerKind,
  readSecurityHeaders,
  THROUGH_NGINX,
} from '../fixtures/answer-kinds.ts'
import { makeAvatarForm, putAvatar } from '../fixtures/avatars.ts'
import { type Answer, origin, send } from '../fixtures/client.ts'
import { buildGranted, readCorsHeaders } from '../fixtures/cors-expected.ts'
import { expectProblem } from '../fixtures/expectations.ts'
import { PAGES } from '../fixtures/host.ts'
import { sendHttp2 } from '../fixtures/http2.ts'
import { createMember } from '../fixtures/people.ts'
import { sendRaw } from '../fixtures/raw.ts'
import { requestHost } from '../fixtures/request-host.ts'

const host = await requestHost()
const MIB = 1024 * 1024
const asks = (names: string, from = PAGES, method = 'POST') =>
  [
    'OPTIONS /api/users HTTP/1.1',
    `Host: localhost:${host.port}`,
    `Origin: ${from}`,
    `Access-Control-Request-Method: ${method}`,
    `Access-Control-Request-Headers: ${names}`,
    'Connection: close',
    '\r\n',
  ].join('\r\n')

describe('through nginx', () => {
  it.each(ANSWER_KINDS.map((kind): [string, AnswerKind] => [kind.what, kind]))(
    '%s has one of each header, and exactly its security headers',
    async (_, kind) => {
      const answer = await send(host, await kind.call(host))
      expect(answer.status).toBe(kind.status)
      expect(readSecurityHeaders(answer)).toEqual({ ...kind.expected, ...THROUGH_NGINX })
      expect(repeated(answer)).toEqual([])
    },
  )

  it('pages and calls are answered over HTTP/2, with the CORS headers once', async () => {
    const { headers } = await sendHttp2(host.port, { ':path': '/api/id', origin: PAGES })
    expect(headers).toMatchObject({ ':status': 401, 'access-control-allow-origin': PAGES })
    expect((await sendHttp2(host.port, { ':path': '/login' })).text).toContain('</html>')
  })

  it('assets are kept for ever; they and pages are compressed, answers with data are not', async () => {
    const compressed = (path: string) =>
      send(host, { path, headers: [['Accept-Encoding', 'gzip, br']] })
    const page = await compressed('/login')
    const path = /\/_next\/static\/[^"]+\.js/.exec(gunzipSync(page.bytes).toString())?.[0]
    const asset = await compressed(path ?? 'none')
    expect(asset.one('cache-control')).toBe('public, max-age=31536000, immutable')
    for (const answer of [page, asset]) {
      expect(answer.one('content-encoding')).toBe('gzip')
      expect(answer.one('vary')).toMatch(/\baccept-encoding\b/i)
    }
    for (const data of ['/api/id', '/.well-known/jwks.json']) {
      expect((await compressed(data)).all('content-encoding')).toEqual([])
    }
  })
})

describe('a body', () => {
  it('of 5 MiB passes', async () => {
    const { token } = await createMember(host)
    const answer = await putAvatar(host, token, makeAvatarForm(Buffer.alloc(5 * MIB)))
    // It has come whole, to be found no picture.
    expectProblem(answer, 415)
  })

  it('413: of 100 MiB, which the page can read', async () => {
    const { token } = await createMember(host)
    const body = Buffer.alloc(100 * MIB)
    for (const chunked of [false, true]) {
      const answer = await putAvatar(host, token, { headers: [origin(PAGES)], body, chunked })
      expectProblem(answer, 413)
      expect(readCorsHeaders(answer, host)).toEqual(buildGranted(PAGES))
      expect(repeated(answer)).toEqual([])
    }
  })

  it('413: over HTTP/2, before it is sent', async () => {
    const length = String(100 * MIB)
    const asked = { ':method': 'PUT', ':path': '/api/id/pfp', origin: PAGES }
    const call = { ...asked, 'content-length': length }
    const { headers, text } = await sendHttp2(host.port, call, Buffer.alloc(16 * 1024))
    expect(headers).toMatchObject({ ':status': 413, 'access-control-allow-origin': PAGES })
    expect(JSON.parse(text)).toMatchObject({ code: 'body_too_large', data: null })
  })
})

it('431: headers over 16 KiB, which the page can read too', async () => {
  const pad = `X-Pad: ${'x'.repeat(20_000)}`
  const head = `GET /api/id HTTP/1.1\r\nHost: localhost\r\nOrigin: ${PAGES}\r\n${pad}\r\n\r\n`
  const answer = await sendRaw(host, head)
  expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  expect(answer).toContain(`\r\nAccess-Control-Allow-Origin: ${PAGES}\r\n`)
  expect(answer).toContain('"code":"unreadable_request"')
})

describe('a preflight', () => {
  // What no browser writes so is the server's to answer: the same names with a blank between them.
  it.each([
    ['content-type,x-origin', 'content-type, x-origin'],
    ['', ' , '],
  ])('with "%s" is answered by nginx as by the server, byte by byte', async (names, others) => {
    const [one, other] = await Promise.all([names, others].map(text => sendRaw(host, asks(text))))
    expect(one).toMatch(/^HTTP\/1\.1 204 No Content\r\n/)
    expect(dateless(one)).toBe(dateless(other))
  })

  it('over HTTP/2 too', async () => {
    const call = (names: string) => ({
      ...{ ':method': 'OPTIONS', ':path': '/api/users', origin: PAGES },
      'access-control-request-method': 'PUT',
      'access-control-request-headers': names,
    })
    const { date: _one, ...one } = (await sendHttp2(host.port, call('accept'))).headers
    const { date: _two, ...other } = (await sendHttp2(host.port, call('accept, accept'))).headers
    expect(one[':status']).toBe(204)
    expect(Object.entries(one)).toEqual(Object.entries(other))
  })
})

function repeated({ headers }: Answer): string[] {
  const names = headers.map(([name]) => name)
  return names.filter((name, index) => name !== 'set-cookie' && names.indexOf(name) !== index)
}

function dateless(answer = ''): string {
  return answer.replace(/^Date: .*\r\n/m, '')
}
