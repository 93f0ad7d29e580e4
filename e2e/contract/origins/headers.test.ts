import { beforeAll, expect, it } from 'vitest'
import { bearer, type Header, origin, send, sendJson } from '../../fixtures/client.ts'
import { buildGrantedPreflight, HEADERS, readCorsHeaders } from '../../fixtures/cors-expected.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { LATE, SOON } from '../../fixtures/origins.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/origins/headers'

const host = await requestHost()
const within = host.server === 'next start' ? LATE : SOON

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const ask = (method: string, path: string, value: unknown = {}, token = host.adminToken) =>
  sendJson(host, { method, path, headers: [bearer(token)] }, value)
const list = async () =>
  (await send(host, { path: PATH, headers: [bearer(host.adminToken)] })).json()

/** The names that a preflight from an allowed origin which asks for `name` is answered with. */
async function readGranted(name: string): Promise<string | undefined> {
  const asks: Header[] = [
    origin(PAGES),
    ['Access-Control-Request-Method', 'GET'],
    ['Access-Control-Request-Headers', name],
  ]
  const answer = await send(host, { method: 'OPTIONS', path: '/api/id', headers: asks })
  expect(answer.status).toBe(204)
  return readCorsHeaders(answer, host)['access-control-allow-headers']
}

it('201: allowed for every page within seconds; 204: no longer', async () => {
  expect(HEADERS.join(', ')).toBe(buildGrantedPreflight(PAGES)['access-control-allow-headers'])
  const name = `x-${makeUid()}`
  const added = await ask('POST', PATH, { header: name.toUpperCase() })
  expect(added.status).toBe(201)
  expect(added.json()).toMatchObject({ header: name, pinned: false, addedBy: 'admin' })
  expect(added.one('location')).toBe(`${PATH}/${name}`)
  expect(await list()).toEqual([
    { header: 'x-tool', pinned: true, addedBy: null, createdAt: null },
    added.json(),
  ])
  await expect.poll(() => readGranted(name), within).toBe([...HEADERS, name].join(', '))
  expect((await ask('DELETE', `${PATH}/${name}`)).status).toBe(204)
  await expect.poll(() => readGranted(name), within).toBe(HEADERS.join(', '))
  expectProblem(await ask('DELETE', `${PATH}/${name}`), 404)
})

it('400 and 409: what no page may set; what is set by CORS_HEADERS', async () => {
  for (const name of ['', 'x odd', '*', 'cookie', 'x-forwarded-for', 'content-type', 7]) {
    expectInvalid(await ask('POST', PATH, { header: name }), ['header'])
  }
  const pinned = [
    await ask('POST', PATH, { header: 'X-Tool' }),
    await ask('DELETE', `${PATH}/x-tool`),
  ]
  for (const answer of pinned) {
    expectProblem(answer, 409)
    expect(answer.json().code).toBe('header_pinned')
  }
})

it('401 and 403: only administrators', async () => {
  const name = `x-${makeUid()}`
  for (const [method, path] of [
    ['POST', PATH],
    ['DELETE', `${PATH}/x-tool`],
  ] as const) {
    expectProblem(await sendJson(host, { method, path }, { header: name }), 401, MISSING)
    expectProblem(await ask(method, path, { header: name }, member.token), 403, ADMIN_ONLY)
  }
  expectProblem(await send(host, { path: PATH }), 401, MISSING)
  const asMember = { path: PATH, headers: [bearer(member.token)] }
  expectProblem(await send(host, asMember), 403, ADMIN_ONLY)
})
