import { beforeEach, expect, it } from 'vitest'
import {
  bearer,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
} from '../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../fixtures/database.ts'
import {
  ADMIN_ONLY,
  expectInvalid,
  expectJson,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import { createMember, makeUid, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const SPEND = '/api/password-reset'
const NEW = 'a quite different one'
const pathOf = ({ uid }: { uid: string }) => `/api/users/${uid}/password-reset`

const host = await requestHost()

let member: Person
const admin = [bearer(host.adminToken)]
beforeEach(async () => {
  member = await createMember(host)
})

const post = (path: string, headers: Header[]) => send(host, { method: 'POST', path, headers })
const make = async () => {
  const answer = await post(pathOf(member), admin)
  expectJson(answer, 201)
  const { url, expiresAt } = answer.json<{ url: string; expiresAt: string }>()
  return { url: new URL(url), token: new URL(url).hash.slice(1), expiresAt }
}
const spend = (token: unknown, password: unknown = NEW, ...headers: Header[]) =>
  postJson(host, SPEND, { token, password }, headers)

it('201: a link to this host, good for a day, whose secret is sent to no server', async () => {
  const { url, token, expiresAt } = await make()
  expect(url.href).toBe(`${buildOwnOrigin(host)}/reset#${token}`)
  expect(token).toMatch(/^[\w-]{43}$/)
  const hours = (+new Date(expiresAt) - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(23.9)
  expect(hours).toBeLessThanOrEqual(24)
})

it('204: the new password alone signs in, every session is over, and once is all', async () => {
  const tokens = [member.token, await signIn(host, member)]
  const { token } = await make()
  const answer = await spend(token)
  expect([answer.status, answer.text, answer.all('set-cookie')]).toEqual([204, '', []])
  for (const old of tokens) {
    const after = await send(host, { path: '/api/id', headers: [bearer(old)] })
    expectProblem(after, 401, INVALID)
  }
  const { uid, password } = member
  expectProblem(await postJson(host, '/api/authenticate', { uid, password }), 401)
  await signIn(host, { uid, password: NEW })
  expectProblem(await spend(token, password), 404)
  await signIn(host, { uid, password: NEW })
})

it('of 20 parallel uses one succeeds', async () => {
  const { token } = await make()
  const uses = Array.from({ length: 20 }, (_, i) => spend(token, `${NEW} ${i}`))
  const statuses = (await Promise.all(uses)).map(({ status }) => status)
  expect(statuses.toSorted()).toEqual([204, ...Array(19).fill(404)])
  const winner = statuses.indexOf(204)
  await signIn(host, { uid: member.uid, password: `${NEW} ${winner}` })
})

it('404: replaced by a newer one, too old, or none', async () => {
  const older = await make()
  const { token } = await make()
  expectProblem(await spend(older.token), 404)
  await executeSql(
    host,
    `UPDATE "Ticket" SET "expiresAt" = ${formatMoment(-1)} WHERE "userId" = ${member.id}`,
  )
  for (const one of [token, '', 'x', 'a'.repeat(43), "' OR 1=1"]) {
    expectProblem(await spend(one), 404)
  }
  await signIn(host, member)
})

it('400: no good password spends no link', async () => {
  const { token } = await make()
  for (const password of ['short', '', null, 7]) {
    expectInvalid(await spend(token, password), ['password'])
  }
  expectInvalid(await spend(null), ['token'])
  expectInvalid(await spend('x'.repeat(201)), ['token'])
  expect((await spend(token)).status).toBe(204)
})

it('429: an address that tries links', async () => {
  const address = from(newAddress())
  const tries = await Promise.all(Array.from({ length: 110 }, () => spend('guess', NEW, address)))
  expect(tries.filter(({ status }) => status === 404)).toHaveLength(100)
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(10)
  const { token } = await make()
  const answer = await spend(token, NEW, address)
  expectProblem(answer, 429)
  expect(Number(answer.one('retry-after'))).toBeGreaterThan(0)
  expect((await spend(token)).status).toBe(204)
})

it('401: nobody makes one', async () => {
  expectProblem(await post(pathOf(member), []), 401, MISSING)
})

it('403: a member makes none, of others or themselves', async () => {
  for (const uid of [member.uid, 'admin', makeUid()]) {
    expectProblem(await post(pathOf({ uid }), [bearer(member.token)]), 403, ADMIN_ONLY)
  }
})

it('404: without an SMTP server no mail can be asked for, whoever it is', async () => {
  const answers = []
  for (const identifier of [member.uid, makeUid()]) {
    answers.push(await postJson(host, `${SPEND}/mail`, { identifier }))
  }
  for (const answer of answers) {
    expectProblem(answer, 404, 'This server sends no mails. Ask an administrator.')
    expect(answer.json().code).toBe('mail_not_set_up')
  }
})

it('403: from another site', async () => {
  const evil = origin('https://evil.example')
  expectProblem(await post(pathOf(member), [...admin, evil]), 403)
  const { token } = await make()
  expectProblem(await spend(token, NEW, evil), 403)
})

it('404 and 409: of nobody, of oneself, of the disabled', async () => {
  expectProblem(await post(pathOf({ uid: makeUid() }), admin), 404)
  expectProblem(await post(pathOf({ uid: 'admin' }), admin), 409)
  const { token } = await make()
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE "id" = ${member.id}`)
  expectProblem(await post(pathOf(member), admin), 409)
  expectProblem(await spend(token), 404)
})

it('405', async () => {
  for (const path of [pathOf(member), SPEND, `${SPEND}/mail`]) {
    const answer = await send(host, { path, headers: admin })
    expectProblem(answer, 405)
    expect(answer.one('allow')).toBe('POST, OPTIONS')
  }
})
