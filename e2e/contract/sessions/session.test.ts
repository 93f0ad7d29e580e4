import { beforeAll, expect, it } from 'vitest'
import { bearer, cookie, type Header, postJson, send } from '../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../fixtures/database.ts'
import {
  expectCookieExpired,
  expectProblem,
  INVALID,
  listCookieAttributes,
  readSetCookie,
} from '../../fixtures/expectations.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import {
  createMember,
  type Person,
  readTokenCookie,
  removeUser,
  signIn,
} from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { changeSession } from '../../fixtures/sessions.ts'
import { decodeToken, forgeToken } from '../../fixtures/tokens.ts'

const MINUTE = 60
const DAY = 86_400

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const ask = (header: Header) => send(host, { path: '/api/id', headers: [header] })
const signInAgain = async (...headers: Header[]) => {
  const { uid, password } = member
  return readTokenCookie(await postJson(host, '/api/authenticate', { uid, password }, headers))
}
const expectDead = async (token: string) => {
  for (const header of [cookie(token), bearer(token)]) {
    const answer = await ask(header)
    expectProblem(answer, 401, INVALID)
    expectCookieExpired(answer)
  }
}

it('two sign-ins are two sessions with two tokens, side by side', async () => {
  const tokens = [await signInAgain(), await signInAgain()]
  expect(tokens[0]).not.toBe(tokens[1])
  expect(decodeToken(tokens[0] ?? '').payload.sid).not.toBe(
    decodeToken(tokens[1] ?? '').payload.sid,
  )
  for (const token of tokens) expect((await ask(bearer(token))).status).toBe(200)
})

it('a token names user, session, issuer and end, and nothing secret', async () => {
  const { header, payload } = decodeToken(await signInAgain())
  expect(header).toEqual({ alg: 'HS256', kid: expect.any(String), typ: 'JWT' })
  const own = buildOwnOrigin(host)
  expect(payload).toMatchObject({ iss: own, aud: own, sub: String(member.id), uid: member.uid })
  expect(Number(payload.exp) - Number(payload.iat)).toBeGreaterThanOrEqual(3599)
  expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(3601)
  expect(JSON.stringify(payload)).not.toMatch(/password|hash|email|\$2/i)
})

it.each([['cookie', cookie] as const, ['Bearer', bearer] as const])(
  'signing out by %s ends the session for whoever kept the token, and no other session',
  async (_, carry) => {
    const [gone, kept] = [await signInAgain(), await signInAgain()]
    const call = { method: 'DELETE', path: '/api/authenticate', headers: [carry(gone)] }
    expect((await send(host, call)).status).toBe(200)
    await expectDead(gone)
    expect((await ask(cookie(kept))).status).toBe(200)
  },
)

it('signing in with an old cookie at hand ends its session', async () => {
  const old = await signInAgain()
  const fresh = await signInAgain(cookie(old))
  await expectDead(old)
  expect((await ask(cookie(fresh))).status).toBe(200)
})

it('a sign-in that fails leaves the session at hand as it was', async () => {
  const token = await signInAgain()
  const wrong = { uid: member.uid, password: 'not-the-password' }
  expectProblem(await postJson(host, '/api/authenticate', wrong, [cookie(token)]), 401)
  expect((await ask(cookie(token))).status).toBe(200)
})

it('a sign-in with a dead cookie at hand succeeds', async () => {
  expect((await ask(cookie(await signInAgain(cookie('x.y.z'))))).status).toBe(200)
})

it('a deleted user is out at once', async () => {
  const { uid, token } = await createMember(host)
  await removeUser(host, uid)
  await expectDead(token)
})

it('a disabled user is out at once, and cannot come back', async () => {
  const person = await createMember(host)
  await executeSql(host, `UPDATE "User" SET "disabled" = true WHERE "id" = ${person.id}`)
  await expectDead(person.token)
  await expect(signIn(host, person)).rejects.toThrow('Invalid user id or password')
})

it('a session past its end is over, whatever its token says', async () => {
  const token = await signInAgain()
  await changeSession(host, token, `"expiresAt" = ${formatMoment(-1)}`)
  await expectDead(token)
})

it('a session used past half of its idle time is renewed, once', async () => {
  const token = await signInAgain()
  const { header, payload } = decodeToken(token)
  const now = Math.floor(Date.now() / 1000)
  const old = forgeToken(header, { ...payload, iat: now - 40 * MINUTE, exp: now + 20 * MINUTE })
  await changeSession(
    host,
    token,
    `"expiresAt" = ${formatMoment(20 * MINUTE)}, "createdAt" = ${formatMoment(-40 * MINUTE)}`,
  )
  const answer = await ask(cookie(old))
  expect(answer.status).toBe(200)
  const { name, value, attributes } = readSetCookie(answer)
  expect(name).toBe('jwt')
  const age = attributes.find(text => text.startsWith('max-age='))
  expect(['max-age=3600', 'max-age=3599']).toContain(age)
  expect(attributes).toEqual([...listCookieAttributes(answer), age].toSorted())
  const again = await ask(cookie(value ?? ''))
  expect([again.status, again.all('set-cookie')]).toEqual([200, []])
})

it('renewal ends with the longest life of a session', async () => {
  const token = await signInAgain()
  const { header, payload } = decodeToken(token)
  const now = Math.floor(Date.now() / 1000)
  const old = forgeToken(header, { ...payload, iat: now - 50 * MINUTE, exp: now + 10 * MINUTE })
  const times = `"expiresAt" = ${formatMoment(10 * MINUTE)}, "createdAt" = ${formatMoment(-7 * DAY + 15 * MINUTE)}`
  await changeSession(host, token, times)
  const answer = await ask(cookie(old))
  expect(answer.status).toBe(200)
  const age = readSetCookie(answer).attributes.find(text => text.startsWith('max-age='))
  expect(Number(age?.slice(8))).toBeLessThanOrEqual(15 * MINUTE)
})
