import { beforeAll, expect, it } from 'vitest'
import {
  type Answer,
  bearer,
  type Call,
  from,
  type Header,
  newAddress,
  origin,
  send,
} from '../../fixtures/client.ts'
import { buildGranted, readCorsHeaders, SILENT } from '../../fixtures/cors-expected.ts'
import { runWithoutSessions } from '../../fixtures/database.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createMember, makeUid, makeUserInput, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const JSON_TYPE: Header = ['Content-Type', 'application/json']

type Who = { member: Person; admin: string }
type Row = readonly [status: number, what: string, call: (who: Who) => Call]

const post = (path: string, value: unknown, headers: Header[] = []): Call => ({
  method: 'POST',
  path,
  headers: [JSON_TYPE, ...headers],
  body: JSON.stringify(value),
})
const remove = (uid: string, token: string): Call => ({
  ...post('/api/users', { uid }, [bearer(token)]),
  method: 'DELETE',
})

const ANSWERS: readonly Row[] = [
  [200, 'id', ({ member }) => ({ path: '/api/id', headers: [bearer(member.token)] })],
  [200, 'users', ({ member }) => ({ path: '/api/users/', headers: [bearer(member.token)] })],
  [200, 'sign-in', ({ member: { uid, password } }) => post('/api/authenticate', { uid, password })],
  [201, 'sign-up', () => post('/api/users', makeUserInput())],
  [204, 'plain OPTIONS', () => ({ method: 'OPTIONS', path: '/api/id' })],
  [400, 'broken JSON', () => ({ ...post('/api/authenticate', {}), body: '{' })],
  [400, 'a faulty field', () => post('/api/users', makeUserInput({ uid: '?' }))],
  [
    400,
    'a faulty query',
    ({ member }) => ({ path: '/api/users?limit=x', headers: [bearer(member.token)] }),
  ],
  [401, 'no token', () => ({ path: '/api/users' })],
  [401, 'a token that is none', () => ({ path: '/api/id', headers: [bearer('x')] })],
  [
    401,
    'a wrong password',
    ({ member: { uid } }) => post('/api/authenticate', { uid, password: 'x' }),
  ],
  [403, 'a member who deletes', ({ member }) => remove(member.uid, member.token)],
  [
    403,
    'a member who makes an administrator',
    () => post('/api/users', makeUserInput({ role: 'Admin' })),
  ],
  [404, 'an unknown path', () => ({ path: '/api/nowhere' })],
  [404, 'an unknown path, posted to', () => post('/api/nowhere/', {})],
  [404, 'an unknown user', ({ admin }) => remove(makeUid(), admin)],
  [405, 'a method that is not there', () => ({ ...post('/api/id', {}), method: 'PATCH' })],
  [409, 'a uid that is taken', ({ member: { uid } }) => post('/api/users', makeUserInput({ uid }))],
  [413, 'a body too large', () => post('/api/authenticate', { pad: 'x'.repeat(70_000) })],
  [
    415,
    'a form',
    () => ({ ...post('/api/authenticate', {}), headers: [['Content-Type', 'text/plain']] }),
  ],
  [415, 'no type', () => ({ ...post('/api/users', {}), headers: [] })],
]

const host = await requestHost()

let who: Who
beforeAll(async () => {
  who = { member: await createMember(host), admin: host.adminToken }
})

const sendFrom = (value: string, call: Call): Promise<Answer> =>
  send(host, { ...call, headers: [origin(value), ...(call.headers ?? [])] })

it.each(ANSWERS)('%i: %s, read by an allowed origin', async (status, _, call) => {
  const answer = await sendFrom(PAGES, call(who))
  expect([answer.status, readCorsHeaders(answer, host)]).toEqual([status, buildGranted(PAGES)])
})

it.each(ANSWERS)('%i: %s, read by no other', async (_, __, call) => {
  const answer = await sendFrom('https://evil.example', call(who))
  expect(readCorsHeaders(answer, host)).toEqual(SILENT)
})

it('429: read by an allowed origin', async () => {
  const attempt = post('/api/authenticate', { uid: makeUid(), password: 'x' }, [from(newAddress())])
  let answer = await sendFrom(PAGES, attempt)
  for (let i = 0; i < 20; i++) answer = await sendFrom(PAGES, attempt)
  expect([answer.status, readCorsHeaders(answer, host)]).toEqual([429, buildGranted(PAGES)])
})

it('500: read by an allowed origin, and by no other', async () => {
  const call: Call = { path: '/api/id', headers: [bearer(who.member.token)] }
  await runWithoutSessions(host, async () => {
    const allowed = await sendFrom(PAGES, call)
    expect([allowed.status, readCorsHeaders(allowed, host)]).toEqual([500, buildGranted(PAGES)])
    expect(readCorsHeaders(await sendFrom('https://evil.example', call), host)).toEqual(SILENT)
  })
  expect((await send(host, call)).status).toBe(200)
})
