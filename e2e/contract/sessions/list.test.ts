import { beforeEach, describe, expect, it } from 'vitest'
import { bearer, cookie, type Header, newAddress, postJson, send } from '../../fixtures/client.ts'
import { formatMoment } from '../../fixtures/database.ts'
import {
  expectCookieExpired,
  expectJson,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createMember, type Person, readTokenCookie } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { changeSession, isAlive, readSid } from '../../fixtures/sessions.ts'

type Session = { id: string; current: boolean; firstSeen: string; lastSeen: string }

const PATH = '/api/id/sessions'
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

const host = await requestHost()

let member: Person
beforeEach(async () => {
  member = await createMember(host)
})

const signInAgain = async (...headers: Header[]) => {
  const { uid, password } = member
  return readTokenCookie(await postJson(host, '/api/authenticate', { uid, password }, headers))
}
const list = async (token: string) => {
  const answer = await send(host, { path: PATH, headers: [bearer(token)] })
  expectJson(answer, 200)
  return answer.json<Session[]>()
}
const end = (token: string, path: string, ...headers: Header[]) =>
  send(host, { method: 'DELETE', path, headers: [cookie(token), ...headers] })

describe('GET', () => {
  it('200: where each session was started, and which one asks', async () => {
    const address = newAddress()
    const token = await signInAgain(
      ['X-Forwarded-For', address],
      ['User-Agent', SAFARI],
      ['Origin', PAGES],
    )
    const answer = await send(host, { path: `${PATH}/`, headers: [cookie(token)] })
    expectJson(answer, 200)
    const [own, first, ...none] = answer.json<Session[]>()
    expect(none).toEqual([])
    expect(own).toEqual({
      id: readSid(token),
      kind: 'cookie',
      browser: 'Safari',
      system: 'iOS',
      address,
      origin: PAGES,
      firstSeen: new Date(own?.firstSeen ?? '').toISOString(),
      lastSeen: new Date(own?.lastSeen ?? '').toISOString(),
      current: true,
    })
    expect(first).toMatchObject({
      id: readSid(member.token),
      browser: null,
      system: null,
      origin: null,
      current: false,
    })
    for (const part of token.split('.').slice(1)) expect(answer.text).not.toContain(part)
  })

  it('200: without those that are over', async () => {
    const [expired, out] = [await signInAgain(), await signInAgain()]
    await changeSession(host, expired, `"expiresAt" = ${formatMoment(-1)}`)
    expect((await end(out, '/api/authenticate')).status).toBe(200)
    expect(await list(member.token)).toMatchObject([{ id: readSid(member.token) }])
  })

  it('401', async () => {
    expectProblem(await send(host, { path: PATH }), 401, MISSING)
    const dead = await send(host, { path: PATH, headers: [cookie('none')] })
    expectProblem(dead, 401, INVALID)
  })
})

describe('DELETE of one', () => {
  it('204: it is over at once, and no other', async () => {
    const other = await signInAgain()
    const answer = await end(member.token, `${PATH}/${readSid(other)}`)
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(answer.all('set-cookie')).toEqual([])
    expect([await isAlive(host, other), await isAlive(host, member.token)]).toEqual([false, true])
  })

  it('204: one’s own takes its cookie along', async () => {
    const answer = await end(member.token, `${PATH}/${readSid(member.token)}`)
    expect(answer.status).toBe(204)
    expectCookieExpired(answer)
    expect(await isAlive(host, member.token)).toBe(false)
  })

  it("404: somebody else's, whoever asks; one that is over; none at all", async () => {
    const stranger = await createMember(host)
    const gone = await signInAgain()
    await end(member.token, `${PATH}/${readSid(gone)}`)
    const calls = [
      [member.token, readSid(stranger.token)],
      [host.adminToken, readSid(stranger.token)],
      [member.token, readSid(gone)],
      [member.token, 'none'],
      [member.token, "'%20OR%201=1"],
    ] as const
    for (const [token, id] of calls) expectProblem(await end(token, `${PATH}/${id}`), 404)
    expect(await isAlive(host, stranger.token)).toBe(true)
  })

  it('401: no token', async () => {
    const path = `${PATH}/${readSid(member.token)}`
    expectProblem(await send(host, { method: 'DELETE', path }), 401, MISSING)
  })

  it('403: from another site', async () => {
    const answer = await end(member.token, `${PATH}/${readSid(member.token)}`, [
      'Origin',
      'https://evil.example',
    ])
    expectProblem(answer, 403)
    expect(await isAlive(host, member.token)).toBe(true)
  })
})

describe('DELETE of all others', () => {
  it('204: they are over at once; the one that asks and other people’s stay', async () => {
    const others = [await signInAgain(), await signInAgain()]
    const stranger = await createMember(host)
    const answer = await end(member.token, PATH)
    expect([answer.status, answer.text, answer.all('set-cookie')]).toEqual([204, '', []])
    for (const token of others) expect(await isAlive(host, token)).toBe(false)
    expect([await isAlive(host, member.token), await isAlive(host, stranger.token)]).toEqual([
      true,
      true,
    ])
    expect((await end(member.token, PATH)).status).toBe(204)
  })

  it('401: no token', async () => {
    expectProblem(await send(host, { method: 'DELETE', path: PATH }), 401, MISSING)
  })
})

it.each([
  [PATH, 'POST', 'GET, HEAD, DELETE, OPTIONS'],
  [`${PATH}/x`, 'GET', 'DELETE, OPTIONS'],
])('405: %s %s', async (path, method, allow) => {
  const answer = await send(host, { method, path, headers: [bearer(member.token)] })
  expectProblem(answer, 405)
  expect(answer.one('allow')).toBe(allow)
})
