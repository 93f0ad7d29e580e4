import { expect, it } from 'vitest'
import { buildOpenApiDocument } from '#lib/reference/document.ts'
import { origin, send } from '../../fixtures/client.ts'
import { PUBLIC, readCorsHeaders } from '../../fixtures/cors-expected.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/openapi.json'

const host = await requestHost()

it('200: the document that the tests hold answers to, with the address of this server', async () => {
  const answer = await send(host, { path: PATH })
  const publicUrl = new URL(buildOwnOrigin(host))
  expect(answer.text).toBe(JSON.stringify(buildOpenApiDocument({ publicUrl, cookieName: 'jwt' })))
  expect(answer.one('content-type')).toBe('application/json; charset=utf-8')
  expect(answer.one('cache-control')).toBe('public, max-age=300, stale-while-revalidate=86400')
})

it('304: what the client has', async () => {
  const etag = (await send(host, { path: PATH })).one('etag') ?? ''
  const answer = await send(host, { path: PATH, headers: [['If-None-Match', etag]] })
  expect([answer.status, answer.text]).toEqual([304, ''])
  const lasting = await send(host, { path: `${PATH}?v=${etag.slice(1, -1)}` })
  expect(lasting.one('cache-control')).toBe('public, max-age=31536000, immutable')
})

it.each(['https://anywhere.example', 'null'])('%s may read it, without credentials', async name => {
  const answer = await send(host, { path: PATH, headers: [origin(name)] })
  expect(readCorsHeaders(answer, host)).toEqual(PUBLIC)
  expect(answer.one('cross-origin-resource-policy')).toBe('cross-origin')
})
