import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeAvatarForm, makeAvatarJson, putAvatar, WAYS } from '../../../fixtures/avatars.ts'
import { bearer, origin, send } from '../../../fixtures/client.ts'
import {
  ADMIN_ONLY,
  expectInvalid,
  expectJson,
  expectProblem,
  MISSING,
} from '../../../fixtures/expectations.ts'
import {
  makeAnimation,
  makeBrokenImages,
  makeClaimedPng,
  makeImage,
  makeImageOfBytes,
  makePhotograph,
  NON_IMAGES,
} from '../../../fixtures/images.ts'
import { createMember, makeUid, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const LIMIT = 5 * 1024 * 1024

const host = await requestHost()

let member: Person
let picture: Buffer
beforeAll(async () => {
  member = await createMember(host)
  picture = await makeImage('png')
})
const user = async (person = member) =>
  (await send(host, { path: '/api/id', headers: [bearer(person.token)] })).json()
const remove = (token: string, path = '/api/id/pfp') =>
  send(host, { method: 'DELETE', path, headers: [bearer(token)] })

describe.each(['/api/id/pfp', '/api/id/pfp/'])('PUT %s', path => {
  it.each(Object.entries(WAYS))('200: %s', async (_, way) => {
    const person = await createMember(host)
    const answer = await putAvatar(host, person.token, way(picture), path)
    expectJson(answer, 200)
    expect(answer.json()).toEqual(await user(person))
    expect(answer.one('etag')).toMatch(/^"[^"]+"$/)
    const { pfp } = answer.json<{ pfp: string }>()
    expect(pfp).toMatch(new RegExp(`^/api/users/${person.uid}/pfp\\?v=[\\w-]{22}$`))
    const shown = await send(host, { path: pfp })
    expect(shown.one('content-type')).toBe('image/webp')
    expect((await sharp(shown.bytes).metadata()).width).toBe(512)
    expect((await remove(person.token, path)).status).toBe(204)
    expect(await user(person)).toMatchObject({ pfp: null })
  })

  it('401: no token', async () => {
    expectProblem(await send(host, { method: 'PUT', path, body: picture }), 401, MISSING)
    expectProblem(await send(host, { method: 'DELETE', path }), 401, MISSING)
  })

  it('403: from an origin that is not allowed', async () => {
    const headers = [origin('https://evil.example')]
    expectProblem(await putAvatar(host, member.token, { headers, body: picture }, path), 403)
  })
})

it.each(['jpeg', 'gif', 'webp'] as const)('200: a %s, whatever its type says', async format => {
  const headers = [['Content-Type', 'text/plain'] as const]
  const body = await makeImage(format)
  expectJson(await putAvatar(host, member.token, { headers, body }), 200)
})

it('200: a photograph; nothing is left of it but what it shows', async () => {
  const answer = await putAvatar(host, member.token, { body: await makePhotograph() })
  const { bytes } = await send(host, { path: String(answer.json().pfp) })
  const { exif, icc, xmp } = await sharp(bytes).metadata()
  expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined])
  expect(bytes.includes('secret-owner')).toBe(false)
})

it('200: the first of a thousand frames', async () => {
  const answer = await putAvatar(host, member.token, { body: await makeAnimation(1000) })
  const shown = await send(host, { path: String(answer.json().pfp) })
  const { channels } = await sharp(shown.bytes).stats()
  expect(channels[0]?.max).toBeLessThan(20)
})

it.each(Object.entries(NON_IMAGES))('415: %s that is named .png', async (_, text) => {
  const body = Buffer.from(text)
  const before = await user()
  const headers = [['Content-Type', 'image/png'] as const]
  expectProblem(await putAvatar(host, member.token, { headers, body }), 415)
  expectProblem(await putAvatar(host, member.token, makeAvatarForm(body)), 415)
  expect(await user()).toEqual(before)
})

it('400: a picture that cannot be read', async () => {
  for (const body of Object.values(await makeBrokenImages())) {
    expectProblem(await putAvatar(host, member.token, { body }), 400)
  }
})

it.each([[null], [''], ['%%%'], [7]])('400: pfp %j', async pfp => {
  expectInvalid(await putAvatar(host, member.token, makeAvatarJson(pfp)), ['pfp'])
})

it('413: a megabyte that claims 30,000 × 30,000 pixels', async () => {
  const body = makeClaimedPng(30_000, 30_000, 1_000_000)
  expectProblem(await putAvatar(host, member.token, { body }), 413)
})

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  it.each([
    ['its length said', false],
    ['in chunks', true],
  ])('200: exactly 5 MiB; 413: a byte more; %s', async (_, chunked) => {
    const person = await createMember(host)
    const put = async (bytes: number) =>
      putAvatar(host, person.token, { ...way(await makeImageOfBytes(bytes)), chunked })
    expectJson(await put(LIMIT), 200)
    const before = await user(person)
    expectProblem(await put(LIMIT + 1), 413)
    expect(await user(person)).toEqual(before)
  })
})

it('413: far too much, before a byte of it has to be right', async () => {
  for (const chunked of [false, true]) {
    const body = Buffer.alloc(12 * 1024 * 1024)
    expectProblem(await putAvatar(host, member.token, { body, chunked }), 413)
  }
})

it("an administrator gives and removes another's; a member does neither", async () => {
  const other = await createMember(host)
  const path = `/api/users/${other.uid}/pfp`
  const call = { body: picture }
  expectProblem(await putAvatar(host, member.token, call, path), 403, ADMIN_ONLY)
  expectProblem(await remove(member.token, path), 403, ADMIN_ONLY)
  expectJson(await putAvatar(host, host.adminToken, call, path), 200)
  expect(await user(other)).toMatchObject({ pfp: expect.stringContaining(other.uid) })
  expect((await remove(host.adminToken, path)).status).toBe(204)
  expect(await user(other)).toMatchObject({ pfp: null })
  const nobody = `/api/users/${makeUid()}/pfp`
  expectProblem(await putAvatar(host, host.adminToken, call, nobody), 404)
  expectProblem(await remove(host.adminToken, nobody), 404)
})

it("another picture is another version of the user, and the list's is the same", async () => {
  const person = await createMember(host)
  const path = `/api/users/${person.uid}`
  const headers = [bearer(person.token)]
  const before = (await send(host, { path, headers })).one('etag')
  const after = await putAvatar(host, person.token, { body: picture })
  expect(after.one('etag')).not.toBe(before)
  expect((await send(host, { path, headers })).one('etag')).toBe(after.one('etag'))
  const list = await send(host, { path: `/api/users?q=${person.uid}`, headers })
  expect(list.json<{ pfp: string }[]>()[0]?.pfp).toBe(after.json().pfp)
})
