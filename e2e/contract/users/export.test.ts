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
    { uid: `${prefix}.b`, name: 'Zoë "Z" 李', email: 'zoe@example.org', role: 'Editor' },
  ]
  for (const person of people) {
    await postJson(host, '/api/users', makeUserInput(person), [bearer(host.adminToken)])
  }
})

const get = (query: string, token: string | null = host.adminToken, method = 'GET') =>
  send(host, { method, path: `${PATH}${query}`, headers: token ? [bearer(token)] : [] })

it('200: CSV, kept in no cache, saved and not shown', async () => {
  const answer = await get(`?q=${prefix}`)
  expect(answer.status).toBe(200)
  expect(answer.one('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.one('content-disposition')).toBe('attachment; filename="latchkey-users.csv"')
  expect(answer.one('cache-control')).toBe('no-store')
  expect(answer.one('x-content-type-options')).toBe('nosniff')
  const [head, first, second, ...rest] = answer.text.split('\r\n')
  // The mark before UTF-8, which Excel needs.
  expect(head).toBe('\ufeffid,uid,name,role,email,dob,joined,lastSignIn,disabled')
  expect(first).toContain(`,${prefix}.a,"'@SUM(1,1)",User,,,`)
  expect(second).toContain(`,${prefix}.b,"Zoë ""Z"" 李",Editor,zoe@example.org,,`)
  expect(rest).toEqual([''])
})

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

it('200: HEAD says how long it would be', async () => {
  const query = `?q=${prefix}`
  const head = await get(query, host.adminToken, 'HEAD')
  expect([head.status, head.text]).toEqual([200, ''])
  // Next leaves the length out, as RFC 9110 §9.3.2 lets it.
  const length = String(Buffer.byteLength((await get(query)).text))
  expect(host.server === 'next start' ? [length, undefined] : [length]).toContain(
    head.one('content-length'),
  )
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
