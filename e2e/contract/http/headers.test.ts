import { expect, it } from 'vitest'
import { ANSWER_KINDS, readSecurityHeaders, THROUGH_NGINX } from '../../fixtures/answer-kinds.ts'
import { send } from '../../fixtures/client.ts'
import { sendRaw } from '../../fixtures/raw.ts'
import { requestHost } from '../../fixtures/request-host.ts'

// JSON is UTF-8 and its type has no charset (RFC 8259 §8.1, §11); SVG says it by itself (RFC 7303 §3.2).
const TYPE =
  /^(?:application\/json|image\/(?:svg\+xml|webp)|(?:text|application)\/[a-z]+; ?charset=utf-8)$/i

const host = await requestHost()

it.each(ANSWER_KINDS)('$what ($status) has exactly its security headers', async kind => {
  const answer = await send(host, await kind.call(host))
  const expected = { ...kind.expected, ...(host.nginx && THROUGH_NGINX) }
  expect([answer.status, readSecurityHeaders(answer)]).toEqual([kind.status, expected])
})

it('every answer with a body says its type, and how its text is read', async () => {
  for (const { what, call } of ANSWER_KINDS) {
    const answer = await send(host, await call(host))
    const type = answer.one('content-type') ?? ''
    if (answer.bytes.length > 0) expect([what, type]).toEqual([what, expect.stringMatching(TYPE)])
  }
})

// nginx answers these by itself.
it.skipIf(host.nginx)(
  'a request that cannot be read has those of data, and the connection ends',
  async () => {
    const [head = '', body = ''] = (await sendRaw(host, 'hello\r\n\r\n')).split('\r\n\r\n')
    expect(head.split('\r\n').toSorted()).toEqual([
      'Connection: close',
      `Content-Length: ${body.length}`,
      "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox",
      'Content-Type: application/json',
      'Cross-Origin-Resource-Policy: same-origin',
      'HTTP/1.1 400 Bad Request',
      'Referrer-Policy: no-referrer',
      'X-Content-Type-Options: nosniff',
    ])
    expect(JSON.parse(body)).toMatchObject({ code: 'unreadable_request', data: null })
  },
)
