import { beforeAll, expect, it } from 'vitest'
import { bearer, send, sendJson } from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { PAGES, RETURN_ADDRESS } from '../../fixtures/host.ts'
import {
  allowOrigin,
  changeOrigin,
  makeAdminHeaders,
  makeUnlistedOrigin,
} from '../../fixtures/origins.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/origins/return-addresses'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

type Listed = { id: number; address: string; allowed: boolean }

const ask = (method: string, path: string, value: unknown = {}, token = host.adminToken) =>
  sendJson(host, { method, path, headers: [bearer(token)] }, value)
const read = async <T>(path: string) =>
  (await send(host, { path, headers: makeAdminHeaders(host) })).json<T[]>()
const find = async (address: string) =>
  (await read<Listed>(PATH)).find(one => one.address === address)

it('201: allowed at once; 204: no longer', async () => {
  const address = `${PAGES}/${makeUid()}/`
  const added = await ask('POST', PATH, { address: ` ${address}` })
  expect(added.status).toBe(201)
  const expected = { address, origin: PAGES, allowed: true, pinned: false, addedBy: 'admin' }
  expect(added.json()).toMatchObject(expected)
  const path = added.one('location') ?? ''
  expect(path).toBe(`${PATH}/${added.json().id}`)
  expect(await find(address)).toEqual(added.json())
  expect((await ask('DELETE', path)).status).toBe(204)
  expect(await find(address)).toBe(undefined)
  expectProblem(await ask('DELETE', path), 404)
})

it('it counts only while its origin is allowed', async () => {
  const origin = makeUnlistedOrigin()
  const address = `${origin}/app/`
  expectInvalid(await ask('POST', PATH, { address }), ['address'])
  const entry = await allowOrigin(host, { origin })
  expect((await ask('POST', PATH, { address })).status).toBe(201)
  await changeOrigin(host, entry, { enabled: false })
  expect(await find(address)).toMatchObject({ allowed: false })
})

it('400: what is no address of a page', async () => {
  const wrong = ['', 7, PAGES, `${PAGES}/#part`, `${PAGES}/*`, `HTTPS${PAGES.slice(5)}/`]
  for (const address of wrong) expectInvalid(await ask('POST', PATH, { address }), ['address'])
  for (const address of ['http://pages.example/', 'com.example.app:/back']) {
    expectInvalid(await ask('POST', PATH, { address }), ['address'])
  }
})

it('409: set by RETURN_ADDRESSES, or there already', async () => {
  const [pinned] = await read<Listed>(PATH)
  expect(pinned).toMatchObject({ id: -1, address: RETURN_ADDRESS, pinned: true, addedBy: null })
  const address = `${PAGES}/${makeUid()}/`
  await ask('POST', PATH, { address })
  const refused = [
    [await ask('POST', PATH, { address: RETURN_ADDRESS }), 'return_address_pinned'],
    [await ask('DELETE', `${PATH}/-1`), 'return_address_pinned'],
    [await ask('POST', PATH, { address }), 'return_address_exists'],
  ] as const
  for (const [answer, code] of refused) {
    expectProblem(answer, 409)
    expect(answer.json().code).toBe(code)
  }
})

it('401 and 403: only administrators', async () => {
  const value = { address: `${PAGES}/evil/` }
  for (const [method, path] of [
    ['POST', PATH],
    ['DELETE', `${PATH}/-1`],
  ] as const) {
    expectProblem(await sendJson(host, { method, path }, value), 401, MISSING)
    expectProblem(await ask(method, path, value, member.token), 403, ADMIN_ONLY)
  }
  for (const path of [PATH, `${PATH}/refusals`]) {
    expectProblem(await send(host, { path }), 401, MISSING)
    const asMember = { path, headers: [bearer(member.token)] }
    expectProblem(await send(host, asMember), 403, ADMIN_ONLY)
  }
})
