import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import { putAvatar } from '../../../fixtures/avatars.ts'
import { bearer, type Header, origin, send } from '../../../fixtures/client.ts'
import { expectInvalid, expectProblem } from '../../../fixtures/expectations.ts'
import { PAGES } from '../../../fixtures/host.ts'
import { makeImage } from '../../../fixtures/images.ts'
import { createMember, makeUid, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const INERT = "default-src 'none'; frame-ancestors 'none'; sandbox"

const host = await requestHost()

let member: Person
let plain: Person
let pfp: string
let path: string
beforeAll(async () => {
  member = await createMember(host)
  plain = await createMember(host, { name: 'Grace Brewster Hopper' })
  path = `/api/users/${member.uid}/pfp`
  const answer = await putAvatar(host, member.token, { body: await makeImage('png') })
  pfp = answer.json<{ pfp: string }>().pfp
})
const get = (of: string, headers: Header[] = []) => send(host, { path: of, headers })

it.each([
  ['', 512],
  ['?size=512', 512],
  ['?size=96', 96],
])('200: %s, to whoever asks', async (query, size) => {
  const answer = await get(`${path}${query}`)
  expect(answer.status).toBe(200)
  const { format, width, height } = await sharp(answer.bytes).metadata()
  expect([format, width, height]).toEqual(['webp', size, size])
})

it.each([
  ['an allowed page', [origin(PAGES)]],
  ['a foreign page', [origin('https://evil.example'), ['Sec-Fetch-Site', 'cross-site']]],
  ['no page', []],
] as [string, Header[]][])('200: in an <img> of %s', async (_, headers) => {
  const answer = await get(path, headers)
  expect(answer.status).toBe(200)
  expect(answer.one('content-type')).toBe('image/webp')
  expect(answer.one('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.one('x-content-type-options')).toBe('nosniff')
  expect(answer.one('content-security-policy')).toBe(INERT)
  expect(answer.one('content-disposition')).toBe('inline')
  expect(answer.all('set-cookie')).toEqual([])
})

it('is kept for a year under its version, and asked for anew under any other', async () => {
  for (const of of [pfp, `${pfp}&size=96`]) {
    expect((await get(of)).one('cache-control')).toBe('public, max-age=31536000, immutable')
  }
  for (const of of [path, `${path}/`, `${path}?v=0123456789abcdef`, `${path}?size=96`]) {
    expect((await get(of)).one('cache-control')).toBe('public, no-cache')
  }
})

it('304: the client has it already', async () => {
  const etag = (await get(path)).one('etag') ?? ''
  expect(etag).toMatch(/^"[^"]+"$/)
  for (const value of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const answer = await get(path, [['If-None-Match', value]])
    expect([answer.status, answer.bytes.length, answer.one('etag')]).toEqual([304, 0, etag])
    expect(answer.one('cache-control')).toBe('public, no-cache')
  }
  expect((await get(path, [['If-None-Match', '"x"']])).status).toBe(200)
  expect((await get(`${path}?size=96`, [['If-None-Match', etag]])).status).toBe(200)
})

it('HEAD: the same without the picture', async () => {
  const shown = await get(path)
  const head = await send(host, { method: 'HEAD', path })
  expect([head.status, head.bytes.length]).toEqual([200, 0])
  for (const name of ['etag', 'content-type', 'cache-control', 'cross-origin-resource-policy']) {
    expect(head.one(name)).toBe(shown.one(name))
  }
})

it.each([512, 96])('200: initials of who has none, at %i', async size => {
  const of = `/api/users/${plain.uid.toUpperCase()}/pfp?size=${size}`
  const answer = await get(of)
  expect(answer.one('content-type')).toBe('image/svg+xml')
  expect(answer.one('cache-control')).toBe('public, no-cache')
  expect(answer.one('content-security-policy')).toBe(INERT)
  expect(answer.one('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.text).toContain('>GH</text>')
  expect((await sharp(answer.bytes).metadata()).width).toBe(size)
  expect((await get(of)).text).toBe(answer.text)
  const known: Header = ['If-None-Match', answer.one('etag') ?? '']
  expect((await get(of, [known])).status).toBe(304)
})

it('the initials come back once the picture is gone, under its address too', async () => {
  const person = await createMember(host)
  const put = await putAvatar(host, person.token, { body: await makeImage('png') })
  const of = put.json<{ pfp: string }>().pfp
  const headers = [bearer(person.token)]
  for (let round = 0; round < 2; round++) {
    const answer = await send(host, { method: 'DELETE', path: '/api/id/pfp', headers })
    expect([answer.status, answer.text]).toEqual([204, ''])
    const shown = await get(of)
    expect(shown.one('content-type')).toBe('image/svg+xml')
    expect(shown.one('cache-control')).toBe('public, no-cache')
  }
})

it('404: nobody', async () => {
  expectProblem(await get(`/api/users/${makeUid()}/pfp`), 404)
  expectProblem(await get('/api/users/%F0%9F%98%80/pfp'), 404)
})

it.each(['97', '', '512.0', '512,96'])('400: size %j', async size => {
  expectInvalid(await get(`${path}?size=${size}`), ['size'])
})

it('405: names what there is', async () => {
  const answer = await send(host, { method: 'POST', path })
  expectProblem(answer, 405)
  expect(answer.one('allow')).toBe('GET, HEAD, PUT, DELETE, OPTIONS')
  const own = await get('/api/id/pfp', [bearer(member.token)])
  expectProblem(own, 405)
  expect(own.one('allow')).toBe('PUT, DELETE, OPTIONS')
})
