import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, expectTokens, postForm, requestTokens } from '../../fixtures/access-tokens.ts'
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
} from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { createMember, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATH = '/api/token'
const REVOKE = '/api/token/revoke'
const WRONG = 'Invalid user id or password'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const token = (input: unknown, ...headers: Header[]) => postJson(host, PATH, input, headers)
const password = (differs = {}) => ({
  grant_type: 'password',
  uid: member.uid,
  password: member.password,
  ...differs,
})
const form = (path: string, body: string, ...headers: Header[]) =>
  postForm(host, path, body, ...headers)

describe('POST with a password', () => {
  it('200: tokens, of which the access token opens what a cookie opens', async () => {
    const tokens = expectTokens(await token(password()))
    const answer = await send(host, { path: '/api/id', headers: [bearer(tokens.access_token)] })
    expect(answer.json()).toMatchObject({ id: member.id, uid: member.uid })
  })

  it('200: an access token says for whom it is and nothing secret (RFC 9068)', async () => {
    const { header, payload } = decodeToken(expectTokens(await token(password())).access_token)
    expect(header).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'at+jwt' })
    const own = buildOwnOrigin(host)
    expect(payload).toEqual({
      iss: own,
      aud: own,
      sub: String(member.id),
      uid: member.uid,
      role: 'User',
      iat: expect.any(Number),
      exp: Number(payload.iat) + 600,
      jti: expect.any(String),
      sid: expect.any(String),
    })
  })

  it('200: as a form, with the names of RFC 6749, from an allowed origin', async () => {
    const { uid, password } = member
    const body = new URLSearchParams({ grant_type: 'password', username: uid, password })
    expectTokens(await form(`${PATH}/`, body.toString(), origin(PAGES)))
  })

  it('200: blanks around the uid are nothing', async () => {
    const { uid, password: right } = member
    expectTokens(await token(password({ uid: ` ${uid}\t` })))
    const body = new URLSearchParams({
      grant_type: 'password',
      username: `${uid} `,
      password: right,
    })
    expectTokens(await form(PATH, body.toString()))
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
      const answers = [await ask(member.uid), await ask(makeUid())].map(facts)
      expect(answers[0]).toEqual(answers[1])
    }
  })

  it('429: guesses here and at the sign-in are one budget', async () => {
    const { uid, password: right } = await createMember(host)
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

it.each([
  ['no grant of ours', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
  ['a grant in capitals', { grant_type: 'PASSWORD' }, 'unsupported_grant_type'],
  ['a grant that is no text', { grant_type: 7 }, 'invalid_request'],
  ['no uid', { grant_type: 'password', password: 'x' }, 'invalid_request'],
  ['no password', { grant_type: 'password', uid: 'toby' }, 'invalid_request'],
  ['a uid that is no text', { grant_type: 'password', uid: {}, password: 'x' }, 'invalid_request'],
  ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request'],
  ['no object', [], 'invalid_request'],
])('400: %s', async (_, input, code) => {
  expectCode(await token(input, cookie(member.token)), 400, code)
})

it('400: a parameter twice, or in the URL', async () => {
  const { refresh_token } = await requestTokens(host, member)
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

function facts({ status, text, headers }: Answer) {
  const changing = new Set(['date', 'ratelimit'])
  return { status, text, headers: headers.filter(([name]) => !changing.has(name)) }
}
