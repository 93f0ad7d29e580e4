import { beforeAll, describe, expect, it } from 'vitest'
import { forgeByForeignKey, requestTokens } from '../../../fixtures/access-tokens.ts'
import { bearer, cookie, type Header, origin, send } from '../../../fixtures/client.ts'
import { executeSql } from '../../../fixtures/database.ts'
import { expectProblem } from '../../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin } from '../../../fixtures/host.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addConfidentialClient,
  type ClientTokens,
  type ConfidentialClient,
  postFields,
  signInAtClient,
} from '../../../fixtures/oauth-clients.ts'
import { disableUser, signOut } from '../../../fixtures/oauth-endings.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { decodeToken, unsignToken } from '../../../fixtures/tokens.ts'

const USERINFO = '/api/userinfo'
const INTROSPECT = '/api/token/introspect'

const host = await requestHost()

let member: Person
let client: ConfidentialClient
let own: ClientTokens
beforeAll(async () => {
  member = await createMember(host)
  client = await addConfidentialClient(host)
  own = await signInAtClient(host, member, client)
})

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
    async () => [
      bearer((await signInAtClient(host, member, client, { resource: AUDIENCE })).access_token),
    ],
    401,
    'token_invalid',
  ],
  [
    'a token without openid',
    async () => [
      bearer((await signInAtClient(host, member, client, { scope: 'profile email' })).access_token),
    ],
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
  [
    'a token by another key',
    () => [bearer(forgeByForeignKey(own.access_token))],
    401,
    'token_invalid',
  ],
  [
    'a token by another issuer',
    () => [bearer(forgeByForeignKey(own.access_token, { iss: 'https://evil.example' }))],
    401,
    'token_invalid',
  ],
  [
    'a token with more scope',
    () => [bearer(forgeByForeignKey(own.access_token, { scope: 'openid profile email admin' }))],
    401,
    'token_invalid',
  ],
  [
    'a token by none',
    () => [bearer(unsignToken(own.access_token, { alg: 'none', typ: 'at+jwt' }))],
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
    ['signed out', signOut],
    ['disabled', disableUser],
    ['deleted', ({ id }) => `DELETE FROM "User" WHERE "id" = ${id}`],
  ])('401: of somebody who is %s', async (_, write) => {
    const person = await createMember(host)
    const { access_token, refresh_token } = await signInAtClient(host, person, client)
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

it('the tokens name one issuer, one audience and one client', () => {
  const access = decodeToken(own.access_token).payload
  const id = decodeToken(own.id_token).payload
  const issuer = buildOwnOrigin(host)
  expect(access).toMatchObject({ iss: issuer, aud: issuer, client_id: client.id })
  expect(id).toMatchObject({ iss: issuer, aud: client.id, azp: client.id })
})
