import { beforeAll, expect, it } from 'vitest'
import { type Answer, bearer, origin, send, sendJson } from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, buildOwnOrigin, type Host } from '../../fixtures/host.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/origins'
type Listed = { id: number; origin: string; pinned: boolean } & Record<string, unknown>

/** An origin that is on no list. */
const newOrigin = () => `https://${makeUid()}.example.net`

const ask = (host: Host, method: string, path: string, value: unknown = {}, token?: string) => {
  const headers = [bearer(token ?? host.adminToken)]
  return sendJson(host, { method, path, headers }, value)
}
const added = async (host: Host, value: object): Promise<Listed> => {
  const answer = await ask(host, 'POST', PATH, value)
  expect(`${answer.status} ${answer.text}`).toMatch(/^201 /)
  return answer.json()
}
const list = async (host: Host): Promise<Listed[]> =>
  (await send(host, { path: PATH, headers: [bearer(host.adminToken)] })).json()
const codeOf = (answer: Answer) => [answer.status, answer.json().code]

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

it('200: the pinned ones first, then what was added', async () => {
  const { id, origin: name } = await added(host, { origin: newOrigin(), note: ' Blog ' })
  const all = await list(host)
  expect(all.filter(entry => entry.pinned).map(entry => entry.origin)).toEqual(ALLOWED_ORIGINS)
  expect(all.at(-1)).toEqual({
    id,
    origin: name,
    note: 'Blog',
    mode: 'both',
    enabled: true,
    access: 'users',
    passwords: false,
    chosen: true,
    pinned: false,
    addedBy: 'admin',
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
    warning: null,
  })
})

it('201: says where it is, and who shares it', async () => {
  const name = `https://${makeUid()}.github.io`
  const answer = await ask(host, 'POST', PATH, { origin: name })
  expect(answer.status).toBe(201)
  const { id, warning } = answer.json<{ id: number; warning: string }>()
  const location = answer.one('location') ?? ''
  expect(location).toBe(`/api/origins/${id}`)
  const there = await send(host, { path: location, headers: [bearer(host.adminToken)] })
  expect(`${there.status} ${there.text}`).toBe(`200 ${answer.text}`)
  expect(warning).toContain('All repositories of')
})

it('200: changed; 204: removed; 404: gone', async () => {
  const { id, origin: name } = await added(host, { origin: newOrigin() })
  const path = `${PATH}/${id}`
  const changes = {
    mode: 'cookie',
    enabled: false,
    note: 'Old',
    access: 'account',
    passwords: true,
  }
  const changed = await ask(host, 'PATCH', path, changes)
  expect(changed.json()).toMatchObject({ id, ...changes })
  expect((await ask(host, 'DELETE', path)).status).toBe(204)
  expect((await list(host)).map(entry => entry.origin)).not.toContain(name)
  for (const method of ['PATCH', 'DELETE']) {
    expectProblem(await ask(host, method, path), 404)
    expectProblem(await ask(host, method, `${PATH}/x`), 404)
  }
  expectProblem(await send(host, { path, headers: [bearer(host.adminToken)] }), 404)
})

it('404: an id is spelled in one way', async () => {
  const { id } = await added(host, { origin: newOrigin() })
  for (const odd of [
    `0${id}`,
    `${id}.0`,
    `${id}e0`,
    `+${id}`,
    `%20${id}`,
    `0x${id.toString(16)}`,
  ]) {
    expectProblem(await ask(host, 'PATCH', `${PATH}/${odd}`, { note: 'Odd' }), 404)
    expectProblem(await ask(host, 'DELETE', `${PATH}/${odd}`), 404)
  }
  expect((await list(host)).find(entry => entry.id === id)).toMatchObject({ note: '' })
})

it.each([
  ['https://*.github.io', 'anybody can have one'],
  ['https://a.example/blog', 'write https://a.example.'],
  ['https://a.example/', 'ends with a slash'],
  ['http://a.example', 'bearer tokens only'],
  ['https://192.0.2.1', 'is an address'],
  ['null', 'sandboxed'],
  ['*', 'every site'],
  ['', 'is missing'],
])('400: "%s" %s', async (name, words) => {
  const answer = await ask(host, 'POST', PATH, { origin: name })
  expectInvalid(answer, ['origin'])
  expect(answer.text).toContain(words)
})

it('400: other fields; what is changed must stay allowed', async () => {
  const value = { origin: newOrigin(), note: 7, mode: 'all', enabled: 1 }
  expectInvalid(await ask(host, 'POST', PATH, value), ['note', 'mode', 'enabled'])
  const { id } = await added(host, { origin: 'http://shop.example', mode: 'bearer' })
  const path = `${PATH}/${id}`
  expectInvalid(await ask(host, 'PATCH', path, { mode: 'both' }), ['mode'])
  expectInvalid(await ask(host, 'PATCH', path, { origin: newOrigin() }), ['origin'])
  await ask(host, 'DELETE', path)
})

it('409: it stands already, is pinned, or is the server itself', async () => {
  const { origin: name } = await added(host, { origin: newOrigin() })
  const again = await ask(host, 'POST', PATH, { origin: name })
  expect(codeOf(again)).toEqual([409, 'origin_exists'])
  const own = await ask(host, 'POST', PATH, { origin: buildOwnOrigin(host) })
  expect(codeOf(own)).toEqual([409, 'origin_own'])
  const pinned = [
    await ask(host, 'POST', PATH, { origin: ALLOWED_ORIGINS[0] }),
    await ask(host, 'PATCH', `${PATH}/-1`, { enabled: false }),
    await ask(host, 'DELETE', `${PATH}/-1`),
  ]
  for (const answer of pinned) expect(codeOf(answer)).toEqual([409, 'origin_pinned'])
})

it('401 and 403: only administrators', async () => {
  const { id } = await added(host, { origin: newOrigin() })
  const before = await list(host)
  for (const [method, path] of [
    ['GET', PATH],
    ['POST', PATH],
    ['PATCH', `${PATH}/${id}`],
    ['DELETE', `${PATH}/${id}`],
  ] as const) {
    const value = method === 'POST' ? { origin: newOrigin() } : {}
    const body = method === 'GET' ? {} : { body: JSON.stringify(value) }
    const type = ['Content-Type', 'application/json'] as const
    const call = { method, path, ...body }
    expectProblem(await send(host, { ...call, headers: [type] }), 401, MISSING)
    const asMember = [type, bearer(member.token)]
    const refused = await send(host, { ...call, headers: asMember })
    expectProblem(refused, 403, ADMIN_ONLY)
  }
  expect(await list(host)).toEqual(before)
})

it('403: not from a page of an origin that is not allowed', async () => {
  const headers = [origin('https://evil.example'), bearer(host.adminToken)]
  const value = { origin: 'https://evil.example' }
  expectProblem(await sendJson(host, { method: 'POST', path: PATH, headers }, value), 403)
})
