import { generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, requestTokens, type Tokens } from '../../../fixtures/access-tokens.ts'
import { bearer, cookie, type Header, origin, send } from '../../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../../fixtures/database.ts'
import { expectProblem } from '../../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin } from '../../../fixtures/host.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addCode,
  addConfidentialClient,
  exchangeCode,
  postFields,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { decodeToken } from '../../../fixtures/tokens.ts'

const USERINFO = '/api/userinfo'
const INTROSPECT = '/api/token/introspect'
const REVOKE = '/api/token/revoke'

const host = await requestHost()

type Confidential = Awaited<ReturnType<typeof addConfidentialClient>>
type Given = Tokens & { id_token: string }

let member: Person
let client: Confidential
let rival: Confidential
let own: Given
beforeAll(async () => {
  member = await createMember(host)
  client = await addConfidentialClient(host)
  rival = await addConfidentialClient(host)
  own = await begin()
})

async function begin(differs: Parameters<typeof addCode>[3] = {}, person = member, who = client) {
  const made = await addCode(host, person, who.id, differs)
  return (await exchangeCode(host, made, {}, who.basic)).json<Given>()
}

/** An access token with what differs, by a key that is not ours. */
async function forge(differs: Record<string, unknown> = {}, header: object = {}): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  const real = decodeToken(own.access_token)
  return new SignJWT({ ...real.payload, ...differs })
    .setProtectedHeader({ ...real.header, alg: 'ES256', ...header })
    .sign(privateKey)
}

type Row = [what: string, headers: () => Header[] | Promise<Header[]>, status: number, code: string]

const ROWS: Row[] = [
  ['nothing', () => [], 401, 'token_missing'],
  ['a cookie', () => [cookie(member.token)], 401, 'token_missing'],
  ['a cookie with an access token', () => [cookie(own.access_token)], 401, 'token_missing'],
  ['an ID token', () => [bearer(own.id_token)], 401, 'token_invalid'],
  ['a refresh token', () => [bearer(own.refresh_token)], 401, 'token_invalid'],
  ['a client’s secret', () => [client.basic], 401, 'token_missing'],
  [
    'a token for another server',
    async () => [bearer((await begin({ resource: AUDIENCE })).access_token)],
    401,
    'token_invalid',
  ],
  [
    'a token without openid',
    async () => [bearer((await begin({ scope: 'profile email' })).access_token)],
    403,
    'insufficient_scope',
  ],
  [
    'a token of no client',
    async () => [bearer((await requestTokens(host, member)).access_token)],
    403,
    'insufficient_scope',
  ],
  ['a session', () => [bearer(member.token)], 403, 'insufficient_scope'],
  ['a token by another key', async () => [bearer(await forge())], 401, 'token_invalid'],
  [
    'a token by another issuer',
    async () => [bearer(await forge({ iss: 'https://evil.example' }))],
    401,
    'token_invalid',
  ],
  [
    'a token with more scope',
    async () => [bearer(await forge({ scope: 'openid profile email admin' }))],
    401,
    'token_invalid',
  ],
  [
    'a token by none',
    () => [bearer(undress(own.access_token, { alg: 'none', typ: 'at+jwt' }))],
    401,
    'token_invalid',
  ],
  [
    'a token under DPoP',
    () => [['Authorization', `DPoP ${own.access_token}`]],
    401,
    'token_invalid',
  ],
]

function undress(token: string, header: object): string {
  const said = Buffer.from(JSON.stringify(header)).toString('base64url')
  return `${said}.${token.split('.')[1]}.`
}

describe('userinfo is not told', () => {
  it.each(ROWS)('%s', async (_, headers, status, code) => {
    const sent = await headers()
    for (const method of ['GET', 'POST']) {
      const act = () => send(host, { method, path: USERINFO, headers: sent })
      const answer = await attack(host, member, act)
      expectProblem(answer, status)
      expect(answer.json().code).toBe(code)
    }
  })

  it('401: by a token in the address, or in a form', async () => {
    const fields = { access_token: own.access_token }
    const path = `${USERINFO}?${new URLSearchParams(fields)}`
    expectProblem(await send(host, { path }), 401)
    expectProblem(await postFields(host, USERINFO, fields), 401)
  })

  it.each<[string, (person: Person) => string]>([
    [
      'signed out',
      ({ id }) => `UPDATE "Session" SET "revokedAt" = ${formatMoment(0)} WHERE "userId" = ${id}`,
    ],
    ['disabled', ({ id }) => `UPDATE "User" SET "disabled" = TRUE WHERE "id" = ${id}`],
    ['deleted', ({ id }) => `DELETE FROM "User" WHERE "id" = ${id}`],
  ])('401: of somebody who is %s', async (_, write) => {
    const person = await createMember(host)
    const { access_token, refresh_token } = await begin({}, person)
    await executeSql(host, write(person))
    const answer = await send(host, { path: USERINFO, headers: [bearer(access_token)] })
    expectProblem(answer, 401)
    for (const token of [access_token, refresh_token]) {
      const told = await postFields(host, INTROSPECT, { token }, client.basic)
      expect(told.json()).toEqual({ active: false })
    }
  })

  it('200: to a page that is not allowed, which may not read it', async () => {
    const headers = [bearer(own.access_token), origin('https://evil.example')]
    const answer = await send(host, { path: USERINFO, headers })
    expect(answer.all('access-control-allow-origin')).toEqual([])
  })

  it.each(['PUT', 'PATCH', 'DELETE'])('405: by %s', async method => {
    const headers = [bearer(own.access_token)]
    const act = () => send(host, { method, path: USERINFO, headers })
    expect((await attack(host, member, act)).status).toBe(405)
  })
})

describe('introspection tells nothing', () => {
  it.each<[string, () => string | Promise<string>]>([
    ['of what is no token', () => 'x'],
    ['of a token of another client', async () => (await begin({}, member, rival)).access_token],
    [
      'of a refresh token of another client',
      async () => (await begin({}, member, rival)).refresh_token,
    ],
    ['of a token of no client', async () => (await requestTokens(host, member)).access_token],
    ['of a session', () => member.token],
    ['of an ID token', () => own.id_token],
    ['of a code', async () => (await addCode(host, member, client.id)).code],
    ['of a token by another key', () => forge()],
    ['of a token by none', () => undress(own.access_token, { alg: 'none' })],
    ['of a pattern', () => '%'],
    ['of something huge', () => 'x'.repeat(20_000)],
  ])('%s', async (_, say) => {
    const token = await say()
    const act = () => postFields(host, INTROSPECT, { token }, client.basic)
    const answer = await attack(host, member, act)
    expect([answer.status, answer.json()]).toEqual([200, { active: false }])
  })

  it.each(['GET', 'PUT', 'DELETE'])('405: by %s', async method => {
    const path = `${INTROSPECT}?token=${own.access_token}`
    const answer = await send(host, { method, path, headers: [client.basic] })
    expect(answer.status).toBe(405)
  })
})

describe('revocation does nothing', () => {
  it('400: to a token of another client', async () => {
    for (const token of [own.access_token, own.refresh_token]) {
      const act = () => postFields(host, REVOKE, { token }, rival.basic)
      expectCode(await attack(host, member, act), 400, 'invalid_grant')
    }
  })

  it.each<[string, () => string]>([
    ['what is no token', () => 'x'],
    ['an ID token', () => own.id_token],
    ['a token by none', () => undress(own.access_token, { alg: 'none', typ: 'at+jwt' })],
    ['a pattern', () => '%'],
  ])('200: to %s', async (_, say) => {
    const act = () => postFields(host, REVOKE, { token: say() }, client.basic)
    expect((await attack(host, member, act)).status).toBe(200)
  })

  it('403: for a page that is not allowed', async () => {
    const evil = origin('https://evil.example')
    const act = () => postFields(host, REVOKE, { token: own.access_token }, client.basic, evil)
    expectCode(await attack(host, member, act), 403, 'origin_not_allowed')
  })
})

it('the tokens name one issuer, one audience and one client', () => {
  const access = decodeToken(own.access_token).payload
  const id = decodeToken(own.id_token).payload
  const issuer = buildOwnOrigin(host)
  expect(access).toMatchObject({ iss: issuer, aud: issuer, client_id: client.id })
  expect(id).toMatchObject({ iss: issuer, aud: client.id, azp: client.id })
})
