import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Answer, type Header, origin, send } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const TYPES = readFileSync(new URL('../../../client/client.d.ts', import.meta.url), 'utf8')
const SHORT = 'public, max-age=300, stale-while-revalidate=86400'
const LONG = 'public, max-age=31536000, immutable'

const FILES = [
  ['/client.js', 'text/javascript; charset=utf-8'],
  ['/client-sign-in.js', 'text/javascript; charset=utf-8'],
  ['/client.d.ts', 'text/plain; charset=utf-8'],
] as const

/** What decides whether a page on another origin may load it, and for how long a browser keeps it. */
const facts = (answer: Answer) => ({
  status: answer.status,
  type: answer.one('content-type'),
  cache: answer.one('cache-control'),
  cors: answer.headers.filter(([name]) => name.startsWith('access-control-')),
  resource: answer.one('cross-origin-resource-policy'),
  sniff: answer.one('x-content-type-options'),
  cookies: answer.all('set-cookie'),
})

const anyone: Header = ['access-control-allow-origin', '*']
const shared = (type: string | undefined, cache: string) => ({
  type,
  cache,
  cors: [anyone],
  resource: 'cross-origin',
  sniff: 'nosniff',
  cookies: [],
})

const host = await requestHost()

describe.each(FILES)('%s', (path, type) => {
  it.each([
    ['nobody', []],
    ['an allowed origin', [origin('https://pages.example.org')]],
    ['an origin that nobody allowed', [origin('https://evil.example')]],
    ['a sandboxed frame', [origin('null')]],
  ])('200: for %s', async (_who, headers) => {
    const answer = await send(host, { path, headers })
    expect(facts(answer)).toEqual({ status: 200, ...shared(type, SHORT) })
    expect(answer.one('etag')).toMatch(/^"[0-9a-f]{16}"$/)
  })

  it('200: for good, where the address names the version that it is', async () => {
    const etag = (await send(host, { path })).one('etag') ?? ''
    const version = etag.slice(1, -1)
    const present = await send(host, { path: `${path}?v=${version}` })
    expect(facts(present)).toEqual({ status: 200, ...shared(type, LONG) })
  })

  it('404: where the address names another version, which no cache may keep', async () => {
    const etag = (await send(host, { path })).one('etag') ?? ''
    const version = etag.slice(1, -1)
    for (const v of ['0123456789abcdef', '', version.toUpperCase(), `${version}&v=x`]) {
      const headers: Header[] = [['If-None-Match', etag]]
      const past = await send(host, { path: `${path}?v=${v}`, headers })
      expectProblem(past, 404)
      expect(past.json().code).toBe('unknown_version')
      expect(past.one('cache-control')).toBe('no-store')
      expect(past.all('access-control-allow-origin')).toEqual(['*'])
    }
  })

  it('304: for whoever has it', async () => {
    const etag = (await send(host, { path })).one('etag') ?? ''
    const answer = await send(host, { path, headers: [['If-None-Match', etag]] })
    expect([answer.status, answer.text, answer.one('etag')]).toEqual([304, '', etag])
    expect(answer.all('access-control-allow-origin')).toEqual(['*'])
  })

  it('405: it is read, not changed', async () => {
    const answer = await send(host, { method: 'DELETE', path })
    expect([answer.status, answer.one('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})

it('200: /client.js needs one other module, of the version that it names, and only when asked', async () => {
  const { text } = await send(host, { path: '/client.js' })
  expect(text).not.toMatch(/\bimport\b(?!\.meta|\()|\brequire\(/)
  expect(text.match(/\bimport\(/g)).toHaveLength(1)
  expect(text).toMatch(/export\s*\{[^}]*\bconnect\b/)
  const more = await send(host, { path: '/client-sign-in.js' })
  expect(text).toContain(more.one('etag')?.slice(1, -1))
  expect(more.text).not.toMatch(/\bimport\b|\brequire\(/)
})

it('200: /client.d.ts is the file that the project is checked with', async () => {
  expect((await send(host, { path: '/client.d.ts' })).text).toBe(TYPES)
})

it('200: the page for static sites says its version and its integrity', async () => {
  const { bytes, ...answer } = await send(host, { path: '/client.js' })
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
  const version = answer.headers.find(([name]) => name === 'etag')?.[1].slice(1, -1)
  const { text } = await send(host, { path: '/docs/static-site' })
  expect(text).toContain(`/client.js?v=${version}`)
  expect(text).toContain(integrity)
})
