import { beforeEach, expect, it } from 'vitest'
import { ageProofs } from '../../fixtures/age-proofs.ts'
import {
  bearer,
  cookie,
  type Header,
  origin,
  postJson,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import { expectInvalid, expectJson, expectProblem, OLD_PROOF } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createAdmin, createMember, makeUserInput, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/id/step-up'

const host = await requestHost()

let member: Person
beforeEach(async () => {
  member = await createMember(host)
  await ageProofs(host, member)
})

const change = (value: object) =>
  sendJson(
    host,
    { method: 'PATCH', path: `/api/users/${member.uid}`, headers: [bearer(member.token)] },
    value,
  )
const prove = (value: object) => postJson(host, PATH, value, [bearer(member.token)])
const email = 'new@example.org'
const agedAdmin = async () => {
  const admin = await createAdmin(host)
  await ageProofs(host, admin)
  return admin.token
}

it('401: an old proof is not enough, the session stays, and the challenge says what is', async () => {
  const answer = await change({ email })
  expectProblem(answer, 401, OLD_PROOF)
  expect(answer.json().code).toBe('step_up_required')
  expect(answer.one('www-authenticate')).toMatch(
    /^Bearer error="insufficient_user_authentication", .*max_age="600"$/,
  )
  expect(answer.all('set-cookie')).toEqual([])
  expect((await change({ name: 'Needs None' })).status).toBe(200)
  const self = { method: 'DELETE', path: `/api/users/${member.uid}` }
  expectProblem(await send(host, { ...self, headers: [bearer(member.token)] }), 401, OLD_PROOF)
})

it('200: the password proves it for ten minutes', async () => {
  const answer = await prove({ password: member.password })
  expectJson(answer, 200)
  const until = Date.parse(answer.json<{ provenUntil: string }>().provenUntil)
  expect(Math.abs(until - Date.now() - 600_000)).toBeLessThan(30_000)
  expect((await change({ email })).json().email).toBe(email)
  await ageProofs(host, member)
  expectProblem(await change({ email: null }), 401, OLD_PROOF)
})

it('400: no password; 403: a wrong one, and nothing is proven', async () => {
  expectInvalid(await prove({}), ['password'])
  const answer = await prove({ password: 'not-the-password' })
  expectInvalid(answer, ['password'], 403)
  expect(answer.one('ratelimit')).toBe('"password-change";r=9;t=900')
  expectProblem(await change({ email }), 401, OLD_PROOF)
})

it('429: after ten wrong ones the right one too', async () => {
  const guesses = Array.from({ length: 12 }, () => prove({ password: 'wrong' }))
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  expect(statuses.filter(status => status === 403)).toHaveLength(10)
  expectProblem(await prove({ password: member.password }), 429)
})

it('401: an administrator gives no role to somebody new, alone or in an import, by an old proof', async () => {
  const token = await agedAdmin()
  const create = (role: string) =>
    postJson(host, '/api/users', makeUserInput({ role }), [bearer(token)])
  expectProblem(await create('Admin'), 401, OLD_PROOF)
  expect((await create('User')).status).toBe(201)
  const imported = (role: string) =>
    postJson(
      host,
      '/api/users/import',
      [{ uid: makeUserInput().uid, name: 'Ada', role }],
      [bearer(token)],
    )
  expectProblem(await imported('Admin'), 401, OLD_PROOF)
  expect((await imported('User')).json()).toMatchObject({ created: 1 })
})

it('an export: 401 for programs, and a browser is led to where the password is asked for', async () => {
  const token = await agedAdmin()
  const path = '/api/users/export?format=json&q=a'
  const get = (...headers: Header[]) => send(host, { path, headers: [cookie(token), ...headers] })
  expectProblem(await get(), 401, OLD_PROOF)
  expectProblem(await get(['Sec-Fetch-Dest', 'empty'], origin(PAGES)), 401, OLD_PROOF)
  const answer = await get(['Sec-Fetch-Dest', 'document'])
  expect(answer.status).toBe(303)
  expect(answer.one('location')).toBe(`/step-up?next=${encodeURIComponent(path)}`)
})

it('401: nobody', async () => {
  expectProblem(await postJson(host, PATH, { password: 'x' }), 401)
})
