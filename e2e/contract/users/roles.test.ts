import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, type Header, postJson, send, sendJson } from '../../fixtures/client.ts'
import { executeSql } from '../../fixtures/database.ts'
import {
  ADMIN_ONLY,
  expectInvalid,
  expectJson,
  expectProblem,
} from '../../fixtures/expectations.ts'
import { createMember, makeUid, makeUserInput, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

const call = (method: string, path: string, value: unknown, token: string) =>
  sendJson(host, { method, path, headers: [bearer(token)] }, value)
const seen = async ({ uid }: { uid: string }) =>
  (await send(host, { path: `/api/users/${uid}`, headers: [bearer(host.adminToken)] })).json()

async function newRole(role: string): Promise<Person> {
  const input = makeUserInput({ role })
  const headers: Header[] = [bearer(host.adminToken)]
  const created = await postJson(host, '/api/users', input, headers)
  const { id } = created.json<{ id: number }>()
  return { ...input, id, token: await signIn(host, input) }
}

describe.each(['User', 'Editor'])('403: what a user of the role %s tries', role => {
  let person: Person
  let other: Person
  beforeAll(async () => {
    ;[person, other] = [await newRole(role), await createMember(host)]
  })

  it.each([
    ['their role', { role: 'Admin' }],
    ['the role that they have', { role }],
    ['to be disabled', { disabled: true }],
    ['to be enabled', { disabled: false }],
    ['a name beside a role', { name: 'Half Done', role: 'Admin' }],
  ])('%s', async (_, changes) => {
    const before = await seen(person)
    for (const [method, path, value] of [
      ['PATCH', `/api/users/${person.uid}`, changes],
      ['PUT', '/api/users', { id: person.id, ...changes }],
      ['PUT', '/api/users', { uid: person.uid, ...changes }],
      ['PUT', '/api/users', changes],
    ] as const) {
      expectProblem(await call(method, path, value, person.token), 403, ADMIN_ONLY)
    }
    expect(await seen(person)).toEqual(before)
  })

  it('somebody else, whether there is one or not', async () => {
    const before = await seen(other)
    for (const { uid, id } of [other, { uid: makeUid(), id: 2 ** 31 - 1 }]) {
      for (const [method, path, value] of [
        ['PATCH', `/api/users/${uid}`, { name: 'Eve' }],
        ['PATCH', `/api/users/${uid}`, { password: 'changed-by-eve' }],
        ['PATCH', `/api/users/${uid}`, {}],
        ['PUT', '/api/users', { uid, name: 'Eve' }],
        ['PUT', '/api/users', { id, name: 'Eve' }],
        ['PUT', '/api/users', { id, uid: person.uid, name: 'Eve' }],
        ['DELETE', `/api/users/${uid}`, {}],
        ['DELETE', '/api/users', { uid }],
      ] as const) {
        expectProblem(await call(method, path, value, person.token), 403, ADMIN_ONLY)
      }
    }
    expect(await seen(other)).toEqual(before)
    expect((await send(host, { path: '/api/id', headers: [bearer(other.token)] })).status).toBe(200)
  })

  it('somebody new with a role', async () => {
    const input = makeUserInput({ role: 'Admin' })
    expectProblem(await call('POST', '/api/users', input, person.token), 403, ADMIN_ONLY)
    expectProblem(await call('GET', `/api/users/${input.uid}`, {}, host.adminToken), 404)
  })
})

describe('an administrator', () => {
  it.each(['Editor', 'Admin'])('200: gives the role %s, and takes it away', async role => {
    const { uid } = await createMember(host)
    for (const given of [role, 'User']) {
      const answer = await call('PATCH', `/api/users/${uid}`, { role: given }, host.adminToken)
      expectJson(answer, 200)
      expect(await seen({ uid })).toMatchObject({ role: given })
    }
  })

  it.each(['Root', '', 'admin', ' Admin', null, true, ['Admin'], { $ne: 1 }])(
    '400: but not the role %j',
    async role => {
      const { uid } = await createMember(host)
      const answer = await call('PATCH', `/api/users/${uid}`, { role }, host.adminToken)
      expectInvalid(answer, ['role'])
    },
  )

  it.each([null, 1, 'true', []])('400: disabled may not be %j', async disabled => {
    const { uid } = await createMember(host)
    const answer = await call('PATCH', `/api/users/${uid}`, { disabled }, host.adminToken)
    expectInvalid(answer, ['disabled'])
  })

  it.each([
    ['role', { role: 'Editor' }],
    ['disabled', { disabled: true }],
    ['uid', () => ({ uid: makeUid() })],
    ['password', { password: 'given-by-the-admin' }],
  ])('a change of %s ends every session at once', async (_, changes) => {
    const person = await createMember(host)
    const tokens = [person.token, await signIn(host, person)]
    const value = typeof changes === 'function' ? changes() : changes
    const answer = await call('PATCH', `/api/users/${person.uid}`, value, host.adminToken)
    expectJson(answer, 200)
    for (const token of tokens) {
      const after = await send(host, { path: '/api/id', headers: [bearer(token)] })
      expect(after.status).toBe(401)
    }
  })

  it('disables: no sign-in any more; and enables: one again, but no old session', async () => {
    const person = await createMember(host)
    const path = `/api/users/${person.uid}`
    await call('PATCH', path, { disabled: true }, host.adminToken)
    await expect(signIn(host, person)).rejects.toThrow('Invalid user id or password')
    await call('PATCH', path, { disabled: false }, host.adminToken)
    const old = await send(host, { path: '/api/id', headers: [bearer(person.token)] })
    expect(old.status).toBe(401)
    await signIn(host, person)
  })

  it('gives somebody a new password without knowing the old one', async () => {
    const person = await createMember(host)
    const password = 'given-by-the-admin'
    await call('PATCH', `/api/users/${person.uid}`, { password }, host.adminToken)
    await expect(signIn(host, person)).rejects.toThrow('Invalid user id or password')
    await signIn(host, { ...person, password })
  })
})

it('409: the last administrator who can sign in is neither demoted, disabled nor deleted', async () => {
  const others = `"role" = 'Admin' AND "uidKey" <> 'admin'`
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE ${others}`)
  const before = await seen({ uid: 'admin' })
  for (const [method, path, value] of [
    ['PATCH', '/api/users/admin', { role: 'User' }],
    ['PATCH', '/api/users/ADMIN', { disabled: true, name: 'Half Done' }],
    ['PUT', '/api/users', { uid: 'admin', role: 'Editor' }],
    ['DELETE', '/api/users/admin', {}],
    ['DELETE', '/api/users', { uid: 'admin' }],
  ] as const) {
    const answer = await call(method, path, value, host.adminToken)
    expectProblem(answer, 409)
    expect(answer.json().code).toBe('last_admin')
  }
  expect(await seen({ uid: 'admin' })).toEqual(before)
})

it('of administrators who all go at once, exactly one stays', async () => {
  const others = `"role" = 'Admin' AND "uidKey" <> 'admin'`
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE ${others}`)
  const admins = await Promise.all(Array.from({ length: 8 }, () => newRole('Admin')))
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE "uidKey" = 'admin'`)
  try {
    const answers = await Promise.all(
      admins.map(({ uid, token }, i) => {
        const path = `/api/users/${uid}`
        if (i % 3 === 0) return call('DELETE', path, {}, token)
        return call('PATCH', path, i % 3 === 1 ? { role: 'User' } : { disabled: true }, token)
      }),
    )
    const refused = answers.filter(answer => answer.status === 409)
    expect(refused.map(answer => answer.json().code)).toEqual(['last_admin'])
    expect(answers.filter(answer => answer.status < 300)).toHaveLength(admins.length - 1)
  } finally {
    await executeSql(host, `UPDATE "User" SET "disabled" = false WHERE "uidKey" = 'admin'`)
  }
})
