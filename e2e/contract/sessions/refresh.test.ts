import { beforeAll, describe, expect, it } from 'vitest'
import {
  expectCode,
  expectTokens,
  postForm,
  refreshTokens,
  requestTokens,
  type Tokens,
} from '../../fixtures/access-tokens.ts'
import { bearer, from, type Header, newAddress, postJson, send } from '../../fixtures/client.ts'
import { executeSql, formatMoment, selectOne } from '../../fixtures/database.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { changeSession, isAlive, readSid } from '../../fixtures/sessions.ts'

const PATH = '/api/token'
const DAY = 86_400

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const token = (input: unknown, ...headers: Header[]) => postJson(host, PATH, input, headers)
const form = (path: string, body: string, ...headers: Header[]) =>
  postForm(host, path, body, ...headers)
const age = (tokens: Tokens) => {
  const sid = readSid(tokens.access_token)
  const sql = `UPDATE "RefreshToken" SET "usedAt" = ${formatMoment(-11)} WHERE "sessionId" = '${sid}' AND "usedAt" IS NOT NULL`
  return executeSql(host, sql)
}
const next = async (tokens: Tokens) => expectTokens(await refreshTokens(host, tokens.refresh_token))

describe('POST with a refresh token', () => {
  it('200: the next ones; the old one, sent again at once, gives the same', async () => {
    const first = await requestTokens(host, member)
    const second = await next(first)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await isAlive(host, second.access_token)).toBe(true)
    expect((await next(first)).refresh_token).toBe(second.refresh_token)
    expect((await next(second)).refresh_token).not.toBe(second.refresh_token)
  })

  it('200: as a form', async () => {
    const { refresh_token } = await requestTokens(host, member)
    expectTokens(await form(PATH, `grant_type=refresh_token&refresh_token=${refresh_token}`))
  })

  it('200: of 20 at once one wins, and all get its successor', async () => {
    const tokens = await requestTokens(host, member)
    const answers = await Promise.all(Array.from({ length: 20 }, () => next(tokens)))
    const [successor, ...others] = new Set(answers.map(answer => answer.refresh_token))
    expect(others).toEqual([])
    await age(tokens)
    expectTokens(await refreshTokens(host, successor ?? ''))
  })

  it('400: ten seconds later it is a replay, and the whole session is over', async () => {
    const first = await requestTokens(host, member)
    const second = await next(first)
    await age(first)
    expectCode(await refreshTokens(host, first.refresh_token), 400, 'invalid_grant')
    expect(await isAlive(host, second.access_token)).toBe(false)
    expectCode(await refreshTokens(host, second.refresh_token), 400, 'invalid_grant')
  })

  it('a replay is recorded, and names whom it befell', async () => {
    const person = await createMember(host)
    const first = await requestTokens(host, person)
    await next(await next(first))
    await refreshTokens(host, first.refresh_token)
    const sql = `SELECT * FROM "AuditEvent" WHERE "action" = 'token_replay' AND "targetId" = ${person.id}`
    const event = await selectOne<Record<string, unknown>>(host, sql)
    expect(event).toMatchObject({ result: 'refused', actorId: null, targetUid: person.uid })
    expect(JSON.stringify(event)).not.toContain(first.refresh_token)
  })

  it('200: each one moves the idle deadline, never past the longest life', async () => {
    const tokens = await requestTokens(host, member)
    await changeSession(host, tokens.access_token, `"expiresAt" = ${formatMoment(60)}`)
    const second = await next(tokens)
    expect(second.expires_in).toBe(600)
    await changeSession(host, tokens.access_token, `"createdAt" = ${formatMoment(-7 * DAY + 60)}`)
    expect((await next(second)).expires_in).toBeLessThanOrEqual(60)
  })

  it('400: so it is when its successor was used', async () => {
    const first = await requestTokens(host, member)
    const third = await next(await next(first))
    expectCode(await refreshTokens(host, first.refresh_token), 400, 'invalid_grant')
    expect(await isAlive(host, third.access_token)).toBe(false)
  })

  it.each([
    ['unused for too long', `"expiresAt" = ${formatMoment(-1)}`],
    ['revoked', `"revokedAt" = ${formatMoment(0)}`],
  ])('400: a session that was %s', async (_, sets) => {
    const tokens = await requestTokens(host, member)
    await changeSession(host, tokens.access_token, sets)
    expectCode(await refreshTokens(host, tokens.refresh_token), 400, 'invalid_grant')
  })

  it('400: a user who is disabled, or whose role has changed', async () => {
    for (const changes of [{ disabled: true }, { role: 'Editor' }]) {
      const person = await createMember(host)
      const tokens = await requestTokens(host, person)
      const headers: Header[] = [bearer(host.adminToken), ['Content-Type', 'application/json']]
      const path = `/api/users/${person.uid}`
      const body = JSON.stringify(changes)
      expect((await send(host, { method: 'PATCH', path, headers, body })).status).toBe(200)
      expectCode(await refreshTokens(host, tokens.refresh_token), 400, 'invalid_grant')
    }
  })

  it.each(['none', 'a.b.c', 'x'.repeat(60_000), "' OR 1=1 --"])('400: %#', async refresh_token => {
    expectCode(await token({ grant_type: 'refresh_token', refresh_token }), 400, 'invalid_grant')
  })

  it('429: too many that mean nothing, from one address', async () => {
    const address = from(newAddress())
    const guess = () => token({ grant_type: 'refresh_token', refresh_token: makeUid() }, address)
    const answers = await Promise.all(Array.from({ length: 101 }, guess))
    expect(answers.filter(answer => answer.status === 429)).toHaveLength(1)
  })
})
