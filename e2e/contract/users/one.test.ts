import { beforeAll, expect, it } from 'vitest'
import { bearer, cookie, send } from '../../fixtures/client.ts'
import {
  expectCookieExpired,
  expectJson,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const SEEN_BY_MEMBERS = ['access', 'age', 'id', 'name', 'pfp', 'role', 'uid']
const SEEN_BY_ADMINS = [
  ...SEEN_BY_MEMBERS,
  'disabled',
  'dob',
  'email',
  'emailVerified',
  'joined',
  'lastSignIn',
]

const host = await requestHost()

let lex: Person
let hop: Person
beforeAll(async () => {
  lex = await createMember(host)
  hop = await createMember(host, { dob: '1906-12-09', email: 'hop@example.org' })
})

const get = (uid: string, token = lex.token, slash = '') =>
  send(host, { path: `/api/users/${uid}${slash}`, headers: [bearer(token)] })

it.each(['', '/', '?ignored=1'])('200: a user, with an ETag (%j)', async slash => {
  const answer = await get(hop.uid, lex.token, slash)
  expectJson(answer, 200)
  expect(answer.one('etag')).toMatch(/^"[!-~]+"$/)
  expect(answer.json()).toMatchObject({ id: hop.id, uid: hop.uid, name: hop.name, role: 'User' })
  expect(answer.text).not.toMatch(/password|hash|version|\$2[aby]?\$/i)
})

it.each([
  ['a member sees of others what all may know', () => lex.token, SEEN_BY_MEMBERS, 'ro'],
  ['a member sees all of themselves', () => hop.token, SEEN_BY_ADMINS, 'rw'],
  ['an administrator sees all of everybody', () => host.adminToken, SEEN_BY_ADMINS, 'rw'],
])('200: %s', async (_, token, seen, access) => {
  const user = (await get(hop.uid, token())).json()
  expect(Object.keys(user).toSorted()).toEqual(seen.toSorted())
  expect(user.access).toEqual([access])
  if (access === 'rw') expect(user).toMatchObject({ dob: '1906-12-09', email: 'hop@example.org' })
})

it('200: the uid in another case is the same user', async () => {
  expect((await get(hop.uid.toUpperCase())).json().uid).toBe(hop.uid)
})

it('401: no token, and a token that is none', async () => {
  expectProblem(await send(host, { path: `/api/users/${hop.uid}` }), 401, MISSING)
  const headers = [cookie('none')]
  const answer = await send(host, { path: `/api/users/${hop.uid}`, headers })
  expectProblem(answer, 401, INVALID)
  expectCookieExpired(answer)
})
