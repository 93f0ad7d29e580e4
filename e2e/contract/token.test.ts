import { beforeAll, describe, expect, inject, it } from 'vitest'
import { refresh, type Tokens, tokensOf } from '../fixtures/access-tokens.ts'
import {
  type Answer,
  bearer,
  cookie,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
} from '../fixtures/client.ts'
import { execute, moment } from '../fixtures/database.ts'
import { expectJson, expectProblem, INVALID, MISSING } from '../fixtures/expectations.ts'
import { AUDIENCE, PAGES } from '../fixtures/host.ts'
import { newMember, newUid, type Person } from '../fixtures/people.ts'
import { decode } from '../fixtures/tokens.ts'

const PATH = '/api/token'
const REVOKE = '/api/token/revoke'
const DAY = 86_400
const WRONG = 'Invalid user id or password'

describe.each(inject('hosts'))('$name', host => {
  let member: Person
  beforeAll(async () => {
    member = await newMember(host)
  })

  const token = (input: unknown, ...headers: Header[]) => postJson(host, PATH, input, headers)
  const password = (differs = {}) => ({
    ...{ grant_type: 'password', uid: member.uid, password: member.password },
    ...differs,
  })
  const form = (path: string, body: string, ...headers: Header[]) => {
    const type: Header = ['Content-Type', 'application/x-www-form-urlencoded']
    return send(host, { method: 'POST', path, body, headers: [type, ...headers] })
  }
  const isAlive = async ({ access_token }: Tokens) =>
    (await send(host, { path: '/api/id', headers: [bearer(access_token)] })).status === 200
  const change = (tokens: Tokens, sets: string) => {
    const { sid } = decode(tokens.access_token).payload
    return execute(host, `UPDATE "Session" SET ${sets} WHERE "id" = '${sid}'`)
  }
  const age = (tokens: Tokens) => {
    const { sid } = decode(tokens.access_token).payload
    const sql = `UPDATE "RefreshToken" SET "usedAt" = ${moment(-11)} WHERE "sessionId" = '${sid}' AND "usedAt" IS NOT NULL`
    return execute(host, sql)
  }
  const next = async (tokens: Tokens) => granted(await refresh(host, tokens.refresh_token))

  describe('POST with a password', () => {
    it('200: tokens, of which the access token opens what a cookie opens', async () => {
      const tokens = granted(await token(password()))
      const answer = await send(host, { path: '/api/id', headers: [bearer(tokens.access_token)] })
      expect(answer.json()).toMatchObject({ id: member.id, uid: member.uid })
    })

    it('200: an access token says for whom it is and nothing secret (RFC 9068)', async () => {
      const { header, payload } = decode(granted(await token(password())).access_token)
      expect(header).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'at+jwt' })
      const own = `http://localhost:${host.port}`
      expect(payload).toEqual({
        ...{
          iss: own,
          aud: [own, AUDIENCE],
          sub: String(member.id),
          uid: member.uid,
          role: 'User',
        },
        ...{ iat: expect.any(Number), exp: Number(payload.iat) + 600 },
        ...{ jti: expect.any(String), sid: expect.any(String) },
      })
    })

    it('200: as a form, with the names of RFC 6749, from an allowed origin', async () => {
      const { uid, password } = member
      const body = new URLSearchParams({ grant_type: 'password', username: uid, password })
      granted(await form(`${PATH}/`, body.toString(), origin(PAGES)))
    })

    it.each([
      ['a wrong password', { password: 'not-the-password' }],
      ['an unknown uid', { uid: 'nobody-at-all' }],
    ])('401: %s', async (_, differs) => {
      expectProblem(await token(password(differs)), 401, WRONG)
    })

    it('a known uid is answered as an unknown one', async () => {
      for (const rest of [{ password: 'not-the-password' }, { password: 'x'.repeat(300) }, {}]) {
        const address = from(newAddress())
        const ask = (uid: string) => token({ grant_type: 'password', uid, ...rest }, address)
        const answers = [await ask(member.uid), await ask(newUid())].map(facts)
        expect(answers[0]).toEqual(answers[1])
      }
    })

    it('429: guesses here and at the sign-in are one budget', async () => {
      const { uid, password: right } = await newMember(host)
      const address = from(newAddress())
      for (let i = 0; i < 20; i++) {
        const input = { grant_type: 'password', uid, password: `wrong-${i}` }
        const path = i % 2 ? PATH : '/api/authenticate'
        expectProblem(await postJson(host, path, input, [address]), 401, WRONG)
      }
      const answer = await token({ grant_type: 'password', uid, password: right }, address)
      expectProblem(answer, 429)
      expect(Number(answer.one('retry-after'))).toBeGreaterThan(0)
    })
  })

  describe('POST with a session', () => {
    it.each([
      ['a cookie', {}, cookie],
      ['a cookie, by name', { grant_type: 'session' }, cookie],
      ['a bearer token', {}, bearer],
    ] as const)('200: by %s, a session of its own', async (_, input, carry) => {
      const tokens = granted(await token(input, carry(member.token)))
      const { sid, sub } = decode(tokens.access_token).payload
      expect([sub, sid === decode(member.token).payload.sid]).toEqual([String(member.id), false])
      expect(await isAlive(tokens)).toBe(true)
    })

    it('200: it lasts no longer than the session that vouched for it', async () => {
      const parent = await tokensOf(host, member)
      await change(parent, `"createdAt" = ${moment(-7 * DAY + 120)}`)
      const tokens = granted(await token({}, bearer(parent.access_token)))
      expect(tokens.expires_in).toBeLessThanOrEqual(120)
      expect((await next(tokens)).expires_in).toBeLessThanOrEqual(120)
    })

    it('401: no session, or one that is over', async () => {
      expectProblem(await token({}), 401, MISSING)
      expectProblem(await token({}, cookie('x.y.z')), 401, INVALID)
    })

    it('400: as a form, which another site could send', async () => {
      expectCode(
        await form(PATH, 'grant_type=session', cookie(member.token)),
        400,
        'invalid_request',
      )
      expectCode(await form(PATH, '', cookie(member.token)), 400, 'invalid_request')
    })

    it('403: from another site', async () => {
      const answer = await token({}, cookie(member.token), origin('https://evil.example'))
      expectProblem(answer, 403)
    })
  })

  describe('POST with a refresh token', () => {
    it('200: the next ones; the old one, sent again at once, gives the same', async () => {
      const first = await tokensOf(host, member)
      const second = await next(first)
      expect(second.refresh_token).not.toBe(first.refresh_token)
      expect(await isAlive(second)).toBe(true)
      expect((await next(first)).refresh_token).toBe(second.refresh_token)
      expect((await next(second)).refresh_token).not.toBe(second.refresh_token)
    })

    it('200: as a form', async () => {
      const { refresh_token } = await tokensOf(host, member)
      granted(await form(PATH, `grant_type=refresh_token&refresh_token=${refresh_token}`))
    })

    it('200: of 20 at once one wins, and all get its successor', async () => {
      const tokens = await tokensOf(host, member)
      const answers = await Promise.all(Array.from({ length: 20 }, () => next(tokens)))
      const [successor, ...others] = new Set(answers.map(answer => answer.refresh_token))
      expect(others).toEqual([])
      await age(tokens)
      granted(await refresh(host, successor ?? ''))
    })

    it('401: ten seconds later it is a replay, and the whole session is over', async () => {
      const first = await tokensOf(host, member)
      const second = await next(first)
      await age(first)
      expectCode(await refresh(host, first.refresh_token), 401, 'invalid_grant')
      expect(await isAlive(second)).toBe(false)
      expectCode(await refresh(host, second.refresh_token), 401, 'invalid_grant')
    })

    it('401: so it is when its successor was used', async () => {
      const first = await tokensOf(host, member)
      const third = await next(await next(first))
      expectCode(await refresh(host, first.refresh_token), 401, 'invalid_grant')
      expect(await isAlive(third)).toBe(false)
    })

    it.each([
      ['unused for too long', `"expiresAt" = ${moment(-1)}`],
      ['revoked', `"revokedAt" = ${moment(0)}`],
    ])('401: a session that was %s', async (_, sets) => {
      const tokens = await tokensOf(host, member)
      await change(tokens, sets)
      expectCode(await refresh(host, tokens.refresh_token), 401, 'invalid_grant')
    })

    it('401: a user who is disabled, or whose role has changed', async () => {
      for (const changes of [{ disabled: true }, { role: 'Editor' }]) {
        const person = await newMember(host)
        const tokens = await tokensOf(host, person)
        const headers: Header[] = [bearer(host.adminToken), ['Content-Type', 'application/json']]
        const path = `/api/users/${person.uid}`
        const body = JSON.stringify(changes)
        expect((await send(host, { method: 'PATCH', path, headers, body })).status).toBe(200)
        expectCode(await refresh(host, tokens.refresh_token), 401, 'invalid_grant')
      }
    })

    it.each(['none', 'a.b.c', 'x'.repeat(60_000), "' OR 1=1 --"])(
      '401: %#',
      async refresh_token => {
        expectCode(
          await token({ grant_type: 'refresh_token', refresh_token }),
          401,
          'invalid_grant',
        )
      },
    )

    it('429: too many that mean nothing, from one address', async () => {
      const address = from(newAddress())
      const guess = () => token({ grant_type: 'refresh_token', refresh_token: newUid() }, address)
      const answers = await Promise.all(Array.from({ length: 101 }, guess))
      expect(answers.filter(answer => answer.status === 429)).toHaveLength(1)
    })
  })

  describe('POST /api/token/revoke', () => {
    it.each(['access_token', 'refresh_token'] as const)(
      '200: by %s, the session is over',
      async of => {
        const tokens = await tokensOf(host, member)
        const answer = await postJson(host, REVOKE, { token: tokens[of], token_type_hint: of })
        expectJson(answer, 200)
        expect(await isAlive(tokens)).toBe(false)
        expectCode(await refresh(host, tokens.refresh_token), 401, 'invalid_grant')
        expect((await postJson(host, REVOKE, { token: tokens[of] })).text).toBe(answer.text)
      },
    )

    it('200: as a form; also what means nothing', async () => {
      const tokens = await tokensOf(host, member)
      const body = `token=${tokens.refresh_token}&token_type_hint=access_token`
      expectJson(await form(`${REVOKE}/`, body), 200)
      expect(await isAlive(tokens)).toBe(false)
      expectJson(await form(REVOKE, 'token=unknown'), 200)
    })

    it('400: no token', async () => {
      expectCode(await form(REVOKE, 'token='), 400, 'invalid_request')
      expectCode(await postJson(host, REVOKE, {}), 400, 'invalid_request')
    })

    it('415: another type', async () => {
      const headers: Header[] = [['Content-Type', 'text/plain']]
      const call = { method: 'POST', path: REVOKE, headers, body: '{"token":"x"}' }
      expectProblem(await send(host, call), 415)
    })
  })

  it('200: DELETE /api/authenticate by access token ends the session', async () => {
    const tokens = await tokensOf(host, member)
    const headers = [bearer(tokens.access_token)]
    expect(
      (await send(host, { method: 'DELETE', path: '/api/authenticate', headers })).status,
    ).toBe(200)
    expectCode(await refresh(host, tokens.refresh_token), 401, 'invalid_grant')
  })

  it('the list of sessions says which are of which kind', async () => {
    const person = await newMember(host)
    const { access_token } = await tokensOf(host, person)
    const answer = await send(host, { path: '/api/id/sessions', headers: [bearer(access_token)] })
    const kinds = answer.json<{ kind: string; current: boolean }[]>()
    expect(kinds.map(({ kind, current }) => [kind, current])).toEqual([
      ['bearer', true],
      ['cookie', false],
    ])
  })

  it.each([
    ['no grant of ours', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['a grant in capitals', { grant_type: 'PASSWORD' }, 'unsupported_grant_type'],
    ['a grant that is no text', { grant_type: 7 }, 'invalid_request'],
    ['no uid', { grant_type: 'password', password: 'x' }, 'invalid_request'],
    ['no password', { grant_type: 'password', uid: 'toby' }, 'invalid_request'],
    [
      'a uid that is no text',
      { grant_type: 'password', uid: {}, password: 'x' },
      'invalid_request',
    ],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request'],
    ['no object', [], 'invalid_request'],
  ])('400: %s', async (_, input, code) => {
    expectCode(await token(input, cookie(member.token)), 400, code)
  })

  it('400: a parameter twice, or in the URL', async () => {
    const { refresh_token } = await tokensOf(host, member)
    const query = `grant_type=refresh_token&refresh_token=${refresh_token}`
    expectCode(await form(PATH, `${query}&grant_type=password`), 400, 'invalid_request')
    expectCode(await form(`${PATH}?${query}`, ''), 400, 'invalid_request')
  })

  it('415: another type', async () => {
    const headers: Header[] = [['Content-Type', 'text/plain'], cookie(member.token)]
    expectProblem(await send(host, { method: 'POST', path: PATH, headers, body: '{}' }), 415)
  })

  it.each([PATH, REVOKE])('405: GET %s', async path => {
    const answer = await send(host, { path })
    expectProblem(answer, 405)
    expect(answer.one('allow')).toBe('POST, OPTIONS')
  })
})

/** The tokens of an answer that has all of RFC 6749 §5.1 and nothing else. */
function granted(answer: Answer): Tokens {
  expectJson(answer, 200)
  const tokens = answer.json<Tokens>()
  expect(tokens).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{86}$/),
    token_type: 'Bearer',
    expires_in: expect.any(Number),
    refresh_token: expect.stringMatching(/^[\w-]{43}$/),
  })
  expect(answer.all('set-cookie')).toEqual([])
  return tokens
}

function expectCode(answer: Answer, status: number, code: string): void {
  expectProblem(answer, status)
  expect(answer.json().code).toBe(code)
}

function facts({ status, text, headers }: Answer) {
  const changing = new Set(['date', 'ratelimit'])
  return { status, text, headers: headers.filter(([name]) => !changing.has(name)) }
}
