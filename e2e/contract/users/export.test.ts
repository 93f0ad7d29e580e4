import { beforeAll, expect, it } from 'vitest'
import { bearer, postJson, send } from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { createMember, makeUid, makeUserInput, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/users/export'

const host = await requestHost()

const prefix = makeUid()
let member: Person
beforeAll(async () => {
  member = await createMember(host)
  const people = [
    { uid: `${prefix}.a`, name: '@SUM(1,1)' },
    { uid: `${prefix}.b`, name: 'Zoë "Z" 李', email: `${prefix}@example.org`, role: 'Editor' },
  ]
  for (const person of people) {
    await postJson(host, '/api/users', makeUserInput(person), [bearer(host.adminToken)])
  }
})

const get = (query: string, token: string | null = host.adminToken, method = 'GET') =>
  send(host, { method, path: `${PATH}${query}`, headers: token ? [bearer(token)] : [] })

it('200: JSON, in the order and of the users asked for', async () => {
  const answer = await get(`?format=json&q=${prefix}&sort=-uid`)
  expect(answer.one('content-type')).toBe('application/json')
  expect(answer.text).toMatch(/^\[/)
  expect(answer.one('content-disposition')).toBe('attachment; filename="latchkey-users.json"')
  const uids = answer.json<{ uid: string }[]>().map(({ uid }) => uid)
  expect(uids).toEqual([`${prefix}.b`, `${prefix}.a`])
  expect((await get(`/?format=json&q=${prefix}&role=Editor`)).json()).toHaveLength(1)
  expect((await get(`?format=json&q=${prefix}&status=disabled`)).json()).toEqual([])
})

it.each([
  ['format=xml', 'format'],
  ['sort=password', 'sort'],
  ['status=gone', 'status'],
  [`q=${'x'.repeat(101)}`, 'q'],
])('400: %s', async (query, path) => {
  expectInvalid(await get(`?${query}`), [path])
})

it('401: nobody; 403: a member', async () => {
  expectProblem(await get('', null), 401, MISSING)
  for (const query of ['', '?format=json', `?q=${member.uid}`]) {
    expectProblem(await get(query, member.token), 403, ADMIN_ONLY)
  }
})

it('405', async () => {
  const answer = await get('', host.adminToken, 'DELETE')
  expectProblem(answer, 405)
  expect(answer.one('allow')).toBe('GET, HEAD, OPTIONS')
})
