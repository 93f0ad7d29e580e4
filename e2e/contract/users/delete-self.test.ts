import { expect, it } from 'vitest'
import { bearer, cookie, origin, postJson, send, sendJson } from '../../fixtures/client.ts'
import { expectProblem, INVALID, MISSING } from '../../fixtures/expectations.ts'
import {
  createAdmin,
  createMember,
  makeUserInput,
  type Person,
  signIn,
} from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

const remove = (path: string, value: unknown, token: string) =>
  sendJson(host, { method: 'DELETE', path, headers: [bearer(token)] }, value)

it.each<[string, (person: Person) => string]>([
  ['/api/users/{uid}', ({ uid }) => `/api/users/${uid}`],
  ['/api/users/{UID}/', ({ uid }) => `/api/users/${uid.toUpperCase()}/`],
])('204: DELETE %s deletes oneself, with every session', async (_, pathOf) => {
  const person = await createMember(host)
  const other = await signIn(host, person)
  const answer = await remove(pathOf(person), {}, person.token)
  expect([answer.status, answer.text, answer.one('cache-control')]).toEqual([204, '', 'no-store'])
  for (const token of [person.token, other]) {
    const after = await send(host, { path: '/api/id', headers: [cookie(token)] })
    expectProblem(after, 401, INVALID)
  }
  await expect(signIn(host, person)).rejects.toThrow('Invalid user id or password')
  const path = `/api/users/${person.uid}`
  expectProblem(await send(host, { path, headers: [bearer(host.adminToken)] }), 404)
})

it('204: without a body', async () => {
  const { uid, token } = await createMember(host)
  const call = { method: 'DELETE', path: `/api/users/${uid}`, headers: [bearer(token)] }
  expect((await send(host, call)).status).toBe(204)
})

it('whoever takes the uid then is somebody else', async () => {
  const person = await createMember(host)
  await remove(`/api/users/${person.uid}`, {}, person.token)
  const created = await postJson(host, '/api/users', makeUserInput({ uid: person.uid }))
  expect(created.json().id).not.toBe(person.id)
  const after = await send(host, { path: '/api/id', headers: [bearer(person.token)] })
  expectProblem(after, 401, INVALID)
})

it('204: an administrator, while there is another one', async () => {
  const { uid, token } = await createAdmin(host)
  expect((await remove(`/api/users/${uid}`, {}, token)).status).toBe(204)
})

it('401: nobody', async () => {
  const { uid } = await createMember(host)
  const call = { method: 'DELETE', path: `/api/users/${uid}` }
  expectProblem(await send(host, call), 401, MISSING)
})

it('403: a page of another origin, and the account stays', async () => {
  const { uid, token } = await createMember(host)
  const headers = [cookie(token), origin('https://evil.example')]
  expectProblem(await send(host, { method: 'DELETE', path: `/api/users/${uid}`, headers }), 403)
  expect((await send(host, { path: '/api/id', headers: [cookie(token)] })).status).toBe(200)
})
