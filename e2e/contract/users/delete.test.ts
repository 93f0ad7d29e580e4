import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, type Header, postJson, send, sendJson } from '../../fixtures/client.ts'
import {
  ADMIN_ONLY,
  expectCookieExpired,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

describe.each(['/api/users', '/api/users/', '/api/user', '/api/user/'])('DELETE %s', path => {
  const remove = (value: unknown, headers: Header[] = [bearer(host.adminToken)]) =>
    sendJson(host, { method: 'DELETE', path, headers }, value)

  it.each([
    ['as written', (uid: string) => uid],
    ['in another case', (uid: string) => uid.toUpperCase()],
  ])('204: the uid %s; the user and their sessions are gone', async (_, respell) => {
    const person = await createMember(host)
    const answer = await remove({ uid: respell(person.uid) })
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(answer.one('cache-control')).toBe('no-store')
    const after = await send(host, { path: '/api/id', headers: [cookie(person.token)] })
    expectProblem(after, 401, INVALID)
    expectCookieExpired(after)
    const { uid, password } = person
    expectProblem(await postJson(host, '/api/authenticate', { uid, password }), 401)
    expectProblem(await remove({ uid }), 404)
  })

  it.each([
    ['no uid', {}],
    ['uid null', { uid: null }],
    ['uid a number', { uid: 7 }],
    ['uid an array', { uid: ['x'] }],
    ['uid a query', { uid: { contains: '' } }],
  ])('400: %s', async (_, value) => {
    expect((await remove(value)).status).toBe(400)
  })

  it.each([
    ['no body', undefined],
    ['broken JSON', '{"uid"'],
    ['an array', '[]'],
  ])('400: %s', async (_, body) => {
    const headers = [bearer(host.adminToken), ['Content-Type', 'application/json'] as const]
    const call = { method: 'DELETE', path, headers, ...(body !== undefined && { body }) }
    expectProblem(await send(host, call), 400)
  })

  it('401: no token', async () => {
    expectProblem(await remove({ uid: member.uid }, []), 401, MISSING)
  })

  it('401: a token that is none', async () => {
    expectProblem(await remove({ uid: member.uid }, [cookie('none')]), 401, INVALID)
  })

  it('403: a member, whoever they name', async () => {
    const headers = [bearer(member.token)]
    for (const uid of [member.uid, 'admin', makeUid()]) {
      expectProblem(await remove({ uid }, headers), 403, ADMIN_ONLY)
    }
    expect((await send(host, { path: '/api/id', headers })).status).toBe(200)
  })

  it.each([
    ['unknown', makeUid()],
    ['empty', ''],
    ['with NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800'],
    ['very long', 'x'.repeat(10_000)],
    ['a path', '../users'],
  ])('4xx: a uid that nobody has: %s', async (_, uid) => {
    expect([400, 404]).toContain((await remove({ uid })).status)
  })
})

it('404: has the shape of every error', async () => {
  const call = { method: 'DELETE', path: '/api/users', headers: [bearer(host.adminToken)] }
  expectProblem(await sendJson(host, call, { uid: makeUid() }), 404)
})

it('of parallel deletions of one user, exactly one succeeds', async () => {
  const { uid } = await createMember(host)
  const call = { method: 'DELETE', path: '/api/users', headers: [bearer(host.adminToken)] }
  const answers = await Promise.all(Array.from({ length: 6 }, () => sendJson(host, call, { uid })))
  expect(answers.map(answer => answer.status).toSorted()).toEqual([204, 404, 404, 404, 404, 404])
})
