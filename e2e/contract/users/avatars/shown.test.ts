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
const signedIn = () => bearer(member.token)

it.each([
  ['', 512],
  ['?size=512', 512],
  ['?size=96', 96],
])('200: %s, to whoever is signed in or has the address', async (query, size) => {
  const named = `${pfp}${query.replace('?', '&')}`
  for (const answer of [await get(`${path}${query}`, [bearer(plain.token)]), await get(named)]) {
    expect(answer.status).toBe(200)
    const { format, width, height } = await sharp(answer.bytes).metadata()
    expect([format, width, height]).toEqual(['webp', size, size])
  }
})

it('an unknown user looks like one without an avatar, and like one whose address is not known', async () => {
  const facts = async (of: string) => {
    const answer = await get(of)
    const names = answer.headers.map(([name]) => name.toLowerCase()).toSorted()
    const initial = />([^<]*)<\/text>/.exec(answer.text)?.[1]
    const fill = /fill="#[0-9a-f]{6}"/
    const kind = answer.one('cache-control')
    return { status: answer.status, names, kind, picture: answer.text.replace(fill, ''), initial }
  }
  const uids = [member.uid, plain.uid, makeUid()]
  const [initial] = uids[0]?.toUpperCase() ?? ''
  for (const query of ['', '?size=96', '?v=0123456789abcdef', `?v=${'A'.repeat(22)}`]) {
    const seen = await Promise.all(uids.map(uid => facts(`/api/users/${uid}/pfp${query}`)))
    expect(seen[0]).toMatchObject({ status: 200, initial, kind: 'private, no-cache' })
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
  }
  expect((await get('/api/users/%F0%9F%98%80/pfp')).status).toBe(200)
})

it('each avatar has an address of its own, even the same image twice', async () => {
  const person = await createMember(host)
  const body = await makeImage('png')
  const put = async () => (await putAvatar(host, person.token, { body })).json<{ pfp: string }>()
  const [first, second] = [(await put()).pfp, (await put()).pfp]
  expect(first).toMatch(/\?v=[\w-]{22}$/)
  expect(second).not.toBe(first)
  expect((await get(first)).one('content-type')).toBe('image/svg+xml')
  expect((await get(second)).one('content-type')).toBe('image/webp')
})

it.each([
  ['an allowed page', [origin(PAGES)]],
  ['a foreign page', [origin('https://evil.example'), ['Sec-Fetch-Site', 'cross-site']]],
  ['no page', []],
] as [string, Header[]][])('200: in an <img> of %s', async (_, headers) => {
  const answer = await get(pfp, headers)
  expect(answer.status).toBe(200)
  expect(answer.one('content-type')).toBe('image/webp')
  expect(answer.one('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.one('x-content-type-options')).toBe('nosniff')
  expect(answer.one('content-security-policy')).toBe(INERT)
  expect(answer.one('content-disposition')).toBe('inline')
  expect(answer.all('set-cookie')).toEqual([])
})

it('is kept for a day under its address by the browser alone, and asked for anew under any other', async () => {
  for (const of of [pfp, `${pfp}&size=96`]) {
    expect((await get(of)).one('cache-control')).toBe('private, max-age=86400')
  }
  for (const of of [path, `${path}/`, `${path}?v=0123456789abcdef`, `${path}?size=96`]) {
    expect((await get(of)).one('cache-control')).toBe('private, no-cache')
    expect((await get(of, [signedIn()])).one('cache-control')).toBe('private, no-cache')
  }
})

it('304: the client has it already', async () => {
  const etag = (await get(path, [signedIn()])).one('etag') ?? ''
  expect(etag).toMatch(/^"[^"]+"$/)
  for (const value of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const answer = await get(path, [signedIn(), ['If-None-Match', value]])
    expect([answer.status, answer.bytes.length, answer.one('etag')]).toEqual([304, 0, etag])
    expect(answer.one('cache-control')).toBe('private, no-cache')
  }
  const other = (of: string, value: string) => get(of, [signedIn(), ['If-None-Match', value]])
  expect((await other(path, '"x"')).status).toBe(200)
  expect((await other(`${path}?size=96`, etag)).status).toBe(200)
})

it('HEAD: the same without the picture', async () => {
  const shown = await get(pfp)
  const head = await send(host, { method: 'HEAD', path: pfp })
  expect([head.status, head.bytes.length]).toEqual([200, 0])
  for (const name of ['etag', 'content-type', 'cache-control', 'cross-origin-resource-policy']) {
    expect(head.one(name)).toBe(shown.one(name))
  }
})

it.each([512, 96])('200: initials of who has none, at %i', async size => {
  const of = `/api/users/${plain.uid.toUpperCase()}/pfp?size=${size}`
  const answer = await get(of, [signedIn()])
  expect(answer.one('content-type')).toBe('image/svg+xml')
  expect(answer.one('cache-control')).toBe('private, no-cache')
  expect(answer.one('content-security-policy')).toBe(INERT)
  expect(answer.one('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.text).toContain('>GH</text>')
  expect((await sharp(answer.bytes).metadata()).width).toBe(size)
  expect((await get(of, [signedIn()])).text).toBe(answer.text)
  const known: Header = ['If-None-Match', answer.one('etag') ?? '']
  expect((await get(of, [signedIn(), known])).status).toBe(304)
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
    expect(shown.one('cache-control')).toBe('private, no-cache')
  }
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
