import { beforeEach, describe, expect, it } from 'vitest'
import { bearer, type Header, origin, send } from '../../fixtures/client.ts'
import {
  ADMIN_ONLY,
  expectJson,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { createMember, makeUid, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { isAlive } from '../../fixtures/sessions.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const pathOf = ({ uid }: { uid: string }) => `/api/users/${uid}/sessions`

const host = await requestHost()

let member: Person
const admin = [bearer(host.adminToken)]
beforeEach(async () => {
  member = await createMember(host)
})

const call = (method: string, headers: Header[], path = pathOf(member)) =>
  send(host, { method, path, headers })

it.each(['', '/'])('GET 200: the sessions of anybody, for an administrator%s', async slash => {
  const answer = await call('GET', admin, pathOf(member) + slash)
  expectJson(answer, 200)
  expect(answer.json()).toMatchObject([
    { id: decodeToken(member.token).payload.sid, current: false },
  ])
  expect(answer.text).not.toContain(member.token.split('.')[2])
})

it('GET 200: one’s own', async () => {
  const answer = await call('GET', [bearer(member.token)])
  expectJson(answer, 200)
  expect(answer.json()).toMatchObject([{ current: true }])
})

it('DELETE 204: all are over at once, nobody else’s', async () => {
  const stranger = await createMember(host)
  const tokens = [member.token, await signIn(host, member)]
  const answer = await call('DELETE', admin)
  expect([answer.status, answer.text, answer.all('set-cookie')]).toEqual([204, '', []])
  for (const token of tokens) {
    const after = await send(host, { path: '/api/id', headers: [bearer(token)] })
    expectProblem(after, 401, INVALID)
  }
  expect([await isAlive(host, stranger.token), await isAlive(host, host.adminToken)]).toEqual([
    true,
    true,
  ])
  expect((await call('GET', admin)).json()).toEqual([])
  await signIn(host, member)
})

describe.each(['GET', 'DELETE'])('%s', method => {
  it('401: nobody', async () => {
    expectProblem(await call(method, []), 401, MISSING)
  })

  it('403: a member, of others', async () => {
    const other = await createMember(host)
    for (const { uid } of [other, { uid: 'admin' }]) {
      const answer = await call(method, [bearer(member.token)], pathOf({ uid }))
      expectProblem(answer, 403, ADMIN_ONLY)
    }
    expect([await isAlive(host, other.token), await isAlive(host, host.adminToken)]).toEqual([
      true,
      true,
    ])
  })

  it('404: of nobody', async () => {
    expectProblem(await call(method, admin, pathOf({ uid: makeUid() })), 404)
  })
})

it('DELETE 403: from another site', async () => {
  expectProblem(await call('DELETE', [...admin, origin('https://evil.example')]), 403)
  expect(await isAlive(host, member.token)).toBe(true)
})

it('405', async () => {
  const answer = await call('POST', admin)
  expectProblem(answer, 405)
  expect(answer.one('allow')).toBe('GET, HEAD, DELETE, OPTIONS')
})
