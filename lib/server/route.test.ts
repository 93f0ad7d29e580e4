import { describe, expect, it } from 'vitest'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { Problem } from '#lib/http/problem.ts'
import { addReplyHeader } from '#lib/http/reply.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { route } from './route.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
process.env.CORS_ORIGINS = 'https://pages.example.org'

const context = { params: Promise.resolve({}) }
const request = (method: string, headers: Record<string, string> = {}) =>
  new Request('http://localhost:3000/api/thing', { method, headers })

const thing = route({
  async GET() {
    return Response.json({ thing: 1 })
  },
  async POST(request) {
    addReplyHeader(request, 'Set-Cookie', 'a=b')
    throw new Problem(409, 'uid_taken', 'Taken.', { headers: [['X-Why', 'because']] })
  },
  async DELETE() {
    throw new Error('secret detail')
  },
})

const shared = route({
  async GET() {
    return new Response('', { headers: EMBEDDABLE })
  },
})

describe('route', () => {
  it('keeps every answer out of caches, unsniffed and inert, unless the route says otherwise', async () => {
    const { headers } = await thing.GET(request('GET'), context)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';.*\bsandbox$/)
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    const answer = await shared.GET(request('GET'), context)
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
  })

  it('answers HEAD with the headers of GET and no body', async () => {
    const response = await thing.HEAD(request('HEAD'), context)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe(String('{"thing":1}'.length))
    expect(await response.text()).toBe('')
  })

  it('answers a plain OPTIONS with 204 and Allow', async () => {
    const response = await thing.OPTIONS(request('OPTIONS'), context)
    expect(response.status).toBe(204)
    expect(response.headers.get('Allow')).toBe('GET, HEAD, POST, DELETE, OPTIONS')
  })

  it('answers 405 with Allow for a method without a handler', async () => {
    const response = await thing.PUT(request('PUT'), context)
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD, POST, DELETE, OPTIONS')
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed', data: null })
  })

  it('turns a Problem into its answer, with the headers that the handler added before', async () => {
    const response = await thing.POST(request('POST'), context)
    expect(response.status).toBe(409)
    expect(response.headers.get('X-Why')).toBe('because')
    expect(response.headers.get('Set-Cookie')).toBe('a=b')
    expect(await response.json()).toEqual({
      message: 'Taken.',
      error: 'Conflict',
      code: 'uid_taken',
      data: null,
    })
  })

  it('logs any other error and tells the client nothing about it', async () => {
    const lines = collectLog()
    const response = await thing.DELETE(request('DELETE'), context)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret detail')
    const requestId = response.headers.get('X-Request-Id')
    expect(lines()).toMatchObject([
      { level: 'error', requestId, cause: expect.stringMatching(/^Error: secret detail\n/) },
      { message: 'request', requestId, method: 'DELETE', route: '/api/thing', status: 500 },
    ])
  })

  it('logs the pattern of the URL and nothing else', async () => {
    const lines = collectLog()
    const params = Promise.resolve({ uid: 'toby' })
    const asked = new Request('http://localhost:3000/api/thing/toby?token=secret')
    await thing.GET(asked, { params })
    const [line] = lines()
    expect(line).toMatchObject({ route: '/api/thing/[uid]', status: 200 })
    expect(JSON.stringify(line)).not.toMatch(/toby|secret/)
  })

  it.each([
    [{ Origin: 'https://evil.example' }, 'origin_not_allowed'],
    [{ Origin: 'null' }, 'origin_not_allowed'],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 'cross_site'],
  ])('refuses an unsafe method from %j before the handler runs', async (headers, code) => {
    const response = await thing.POST(request('POST', headers), context)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code })
  })

  it.each([{}, { Origin: 'https://pages.example.org' }, { Origin: 'http://localhost:3000' }])(
    'lets an unsafe method from %j reach the handler',
    async headers => {
      const response = await thing.POST(request('POST', headers), context)
      expect(response.status).toBe(409)
    },
  )
})
