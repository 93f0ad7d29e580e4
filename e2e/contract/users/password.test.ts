import { expect, it } from 'vitest'
import { bearer, postJson, send, sendJson } from '../../fixtures/client.ts'
import { expectInvalid, expectJson, expectProblem } from '../../fixtures/expectations.ts'
import {
  createAdmin,
  createMember,
  makeUserInput,
  type Person,
  signIn,
} from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const ATTEMPTS = 10
const password = 'a-new-one-of-mine'

const host = await requestHost()

const change = ({ uid, token }: Person, value: object) =>
  sendJson(host, { method: 'PATCH', path: `/api/users/${uid}`, headers: [bearer(token)] }, value)
const alive = async (token: string) =>
  (await send(host, { path: '/api/id', headers: [bearer(token)] })).status === 200

it('200: with the current one; the new one opens, the session at hand stays, all others end', async () => {
  const person = await createMember(host)
  const other = await signIn(host, person)
  const answer = await change(person, { password, currentPassword: person.password })
  expectJson(answer, 200)
  expect(answer.text).not.toContain(password)
  expect([await alive(person.token), await alive(other)]).toEqual([true, false])
  await expect(signIn(host, person)).rejects.toThrow('Invalid user id or password')
  await signIn(host, { ...person, password })
})

it('200: by PUT too', async () => {
  const person = await createMember(host)
  const call = { method: 'PUT', path: '/api/users', headers: [bearer(person.token)] }
  const value = { password, currentPassword: person.password }
  expectJson(await sendJson(host, call, value), 200)
  await signIn(host, { ...person, password })
})

it.each([
  ['missing', {}],
  ['empty', { currentPassword: '' }],
])('400: the current one is %s, and nothing changes', async (_, given) => {
  const person = await createMember(host)
  const answer = await change(person, { password, name: 'Half Done', ...given })
  expectInvalid(answer, ['currentPassword'])
  expect((await change(person, {})).json().name).toBe(person.name)
  await signIn(host, person)
})

it.each([
  ['a common one', 'Password1'],
  ['made of their name', 'GraceHopper1906'],
  ["made of the site's name", 'Latchkey2026!'],
  ['a hash of Werkzeug', `pbkdf2:sha256:1000$saltsalt$${'0123456789abcdef'.repeat(4)}`],
  ['a hash of bcrypt', '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'],
])('400: %s, whoever chooses it, and nothing changes', async (_, password) => {
  const person = await createMember(host)
  const admin = { ...person, token: host.adminToken }
  expectInvalid(await postJson(host, '/api/users', makeUserInput({ password })), ['password'])
  expectInvalid(await change(admin, { password }), ['password'])
  expectInvalid(await change(person, { password, currentPassword: person.password }), ['password'])
  await signIn(host, person)
})

it('403: the current one is wrong, and nothing changes', async () => {
  const person = await createMember(host)
  const changes = { password, name: 'Half Done', currentPassword: 'not-the-password' }
  const answer = await change(person, changes)
  expectInvalid(answer, ['currentPassword'], 403)
  expect(answer.json().code).toBe('current_password_wrong')
  expect((await change(person, {})).json().name).toBe(person.name)
  await signIn(host, person)
})

it('400: an administrator needs their own current one too, for themselves', async () => {
  const admin = await createAdmin(host)
  expectInvalid(await change(admin, { password }), ['currentPassword'])
  const answer = await change(admin, { password, currentPassword: admin.password })
  expectJson(answer, 200)
})

it('429: after ten wrong ones the right one too; another user is not limited', async () => {
  const person = await createMember(host)
  const guess = () => change(person, { password, currentPassword: 'not-the-password' })
  const answers = await Promise.all(Array.from({ length: ATTEMPTS + 5 }, guess))
  expect(answers.filter(answer => answer.status === 403)).toHaveLength(ATTEMPTS)
  expect(answers.filter(answer => answer.status === 429)).toHaveLength(5)
  const limited = await change(person, { password, currentPassword: person.password })
  expectProblem(limited, 429)
  const wait = Number(limited.one('retry-after'))
  expect(wait >= 1 && wait <= 900).toBe(true)
  // What needs no password is not limited.
  expect((await change(person, { name: 'Still Me' })).status).toBe(200)
  const other = await createMember(host)
  const changed = await change(other, { password, currentPassword: other.password })
  expect(changed.status).toBe(200)
})
