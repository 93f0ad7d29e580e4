import { createLocalJWKSet, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, type Tokens } from '../../fixtures/access-tokens.ts'
import { type Answer, bearer, origin, send } from '../../fixtures/client.ts'
import { formatMoment, selectOne } from '../../fixtures/database.ts'
import { expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import {
  addClient,
  addCode,
  addConfidentialClient,
  exchangeCode,
  postFields,
  sayBasic,
} from '../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATH = '/api/token'
type OAuthTokens = Tokens & { scope: string; id_token?: string }

const host = await requestHost()

let member: Person
let client: string
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
})

const read = (answer: Answer): OAuthTokens => {
  expectJson(answer, 200)
  expect(answer.all('set-cookie')).toEqual([])
  return answer.json<OAuthTokens>()
}
const begin = async (id: string, differs: Parameters<typeof addCode>[3] = {}) =>
  read(await exchangeCode(host, await addCode(host, member, id, differs), { client_id: id }))
const statusAt = async (path: string, { access_token }: Tokens) =>
  (await send(host, { path, headers: [bearer(access_token)] })).status

describe('POST /api/token with a code', () => {
  it('200: the tokens, and an ID token that the published keys verify', async () => {
    const made = await addCode(host, member, client, { nonce: 'n-1' })
    const answer = await exchangeCode(host, made, { client_id: client, redirect_uri: CALLBACK })
    const { id_token = '', ...tokens } = read(answer)
    expect(tokens).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      refresh_token: expect.any(String),
      scope: 'openid profile email',
    })
    const keys = await send(host, { path: '/.well-known/jwks.json' })
    const { payload } = await jwtVerify(id_token, createLocalJWKSet(keys.json()), {
      issuer: buildOwnOrigin(host),
      audience: client,
      algorithms: ['ES256'],
    })
    expect(payload).toMatchObject({ sub: String(member.id), nonce: 'n-1', amr: ['pwd'] })
  })

  it('200: an ID token by RS256 for a client that knows nothing else', async () => {
    const id = await addClient(host, { idTokenAlg: 'RS256' })
    const { id_token = '' } = await begin(id)
    const keys = await send(host, { path: '/.well-known/jwks.json' })
    const options = { audience: id, algorithms: ['RS256'] }
    await jwtVerify(id_token, createLocalJWKSet(keys.json()), options)
  })

  it('200: for a page of an allowed origin, which acts for whoever signed in', async () => {
    const made = await addCode(host, member, PAGES)
    const answer = await exchangeCode(host, made, { client_id: PAGES }, origin(PAGES))
    const tokens = read(answer)
    expect(answer.one('access-control-allow-origin')).toBe(PAGES)
    expect(await statusAt('/api/id', tokens)).toBe(200)
  })

  it('200: as JSON', async () => {
    const { code, verifier } = await addCode(host, member, client)
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier }
    const body = JSON.stringify({ ...fields, client_id: client })
    const headers = [['Content-Type', 'application/json']] as const
    read(await send(host, { method: 'POST', path: PATH, headers, body }))
  })

  it('200: for one server of AUDIENCES, where it is worth nothing here', async () => {
    const tokens = await begin(PAGES, { resource: AUDIENCE })
    expect(decodeToken(tokens.access_token).payload.aud).toBe(AUDIENCE)
    expect(await statusAt('/api/id', tokens)).toBe(401)
  })

  it('403: what a registered client was given opens userinfo alone', async () => {
    const tokens = await begin(client)
    expect(await statusAt('/api/userinfo', tokens)).toBe(200)
    for (const path of ['/api/id', '/api/users', '/api/id/sessions', '/api/id/export']) {
      const answer = await send(host, { path, headers: [bearer(tokens.access_token)] })
      expectProblem(answer, 403)
      expect(answer.json().code).toBe('insufficient_scope')
      expect(answer.one('www-authenticate')).toBe('Bearer error="insufficient_scope"')
    }
    const headers = [bearer(tokens.access_token)]
    const signOut = { method: 'DELETE', path: '/api/authenticate', headers }
    expectProblem(await send(host, signOut), 403)
    expect((await send(host, { path: '/account', headers })).status).not.toBe(200)
  })

  it('400: a second use, and what came of the first is over', async () => {
    const made = await addCode(host, member, PAGES)
    const tokens = read(await exchangeCode(host, made, { client_id: PAGES }))
    const again = await exchangeCode(host, made, { client_id: PAGES })
    expectCode(again, 400, 'invalid_grant')
    expect(await statusAt('/api/id', tokens)).toBe(401)
  })

  it('400: it is over when the person signs out', async () => {
    const person = await createMember(host)
    const made = await addCode(host, person, PAGES)
    const tokens = read(await exchangeCode(host, made, { client_id: PAGES }))
    const other = await addCode(host, person, PAGES)
    const headers = [bearer(person.token)]
    await send(host, { method: 'DELETE', path: '/api/authenticate', headers })
    expect(await statusAt('/api/id', tokens)).toBe(401)
    expectCode(await exchangeCode(host, other, { client_id: PAGES }), 400, 'invalid_grant')
  })

  it.each<[string, Parameters<typeof addCode>[3], Record<string, string>, string]>([
    ['an old one', { expiresAt: new Date(Date.now() - 1000) }, {}, 'invalid_grant'],
    ['another return address', {}, { redirect_uri: 'https://evil.example/' }, 'invalid_grant'],
    ['another verifier', {}, { code_verifier: 'v'.repeat(43) }, 'invalid_grant'],
    ['no verifier', {}, { code_verifier: '' }, 'invalid_grant'],
    ['a key without a proof', { jkt: 'k'.repeat(43) }, {}, 'invalid_grant'],
    ['no code', {}, { code: '' }, 'invalid_request'],
    ['a code of nobody', {}, { code: 'x' }, 'invalid_grant'],
    ['another server', {}, { resource: AUDIENCE }, 'invalid_target'],
  ])('400: %s', async (_, row, differs, code) => {
    const made = await addCode(host, member, client, row)
    expectCode(await exchangeCode(host, made, { client_id: client, ...differs }), 400, code)
  })

  it('400: of another client', async () => {
    const other = await addClient(host)
    const made = await addCode(host, member, client)
    expectCode(await exchangeCode(host, made, { client_id: other }), 400, 'invalid_grant')
  })

  it('400: two servers, or a parameter twice', async () => {
    for (const [more, code] of [
      [`resource=${AUDIENCE}&resource=x`, 'invalid_target'],
      ['code=a', 'invalid_request'],
    ] as const) {
      const body = `grant_type=authorization_code&client_id=${client}&code=x&${more}`
      const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const
      const answer = await send(host, { method: 'POST', path: PATH, headers, body })
      expectCode(answer, 400, code)
    }
  })

  it('it is recorded, with no secret', async () => {
    const made = await addCode(host, member, client)
    const { access_token, refresh_token } = read(
      await exchangeCode(host, made, { client_id: client }),
    )
    const sql = `SELECT * FROM "AuditEvent" WHERE "action" = 'token_issue' AND "actorId" = ${member.id} AND "targetUid" = '${client}' AND "at" > ${formatMoment(-60)} ORDER BY "id" DESC`
    const event = JSON.stringify(await selectOne(host, sql))
    expect(event).toContain('authorization_code')
    for (const secret of [made.code, made.verifier, access_token, refresh_token]) {
      expect(event).not.toContain(secret)
    }
  })
})

describe('a client at POST /api/token', () => {
  it('200: by its secret', async () => {
    const { id, basic } = await addConfidentialClient(host)
    read(await exchangeCode(host, await addCode(host, member, id), {}, basic))
    const post = await addConfidentialClient(host, { authMethod: 'client_secret_post' })
    const fields = { client_id: post.id, client_secret: post.secret }
    read(await exchangeCode(host, await addCode(host, member, post.id), fields))
  })

  it('401: a wrong secret, another method, nobody; Basic is named', async () => {
    const { id, secret, basic } = await addConfidentialClient(host)
    const made = await addCode(host, member, id)
    const answers = [
      await exchangeCode(host, made, {}, sayBasic(id, 'wrong')),
      await exchangeCode(host, made, { client_id: id }),
      await exchangeCode(host, made, { client_id: id, client_secret: secret }),
      await exchangeCode(host, made, { client_id: 'lk_none' }),
      await exchangeCode(host, made, {}),
    ]
    for (const answer of answers) {
      expectCode(answer, 401, 'invalid_client')
      expect(answer.one('www-authenticate')).toBe('Basic realm="Latchkey", charset="UTF-8"')
    }
    read(await exchangeCode(host, made, {}, basic))
  })

  it('401: a page hears of it without a question for a password', async () => {
    const made = await addCode(host, member, client)
    const fields = { client_id: 'https://evil.example' }
    const answer = await exchangeCode(host, made, fields, origin(PAGES))
    expectCode(answer, 401, 'invalid_client')
    expect(answer.one('www-authenticate')).toBe('Bearer')
  })

  it('400: two methods at once', async () => {
    const { id, secret, basic } = await addConfidentialClient(host)
    const fields = { client_id: id, client_secret: secret }
    const made = await addCode(host, member, id)
    expectCode(await exchangeCode(host, made, fields, basic), 400, 'invalid_request')
  })

  it('refreshes what it was given, and nobody else does', async () => {
    const { id, basic } = await addConfidentialClient(host)
    const other = await addConfidentialClient(host)
    const made = await addCode(host, member, id)
    const { refresh_token } = read(await exchangeCode(host, made, {}, basic))
    const fields = { grant_type: 'refresh_token', refresh_token }
    expectCode(await postFields(host, PATH, fields), 401, 'invalid_client')
    expectCode(await postFields(host, PATH, fields, other.basic), 400, 'invalid_grant')
    const wider = { ...fields, scope: 'openid admin' }
    expectCode(await postFields(host, PATH, wider, basic), 400, 'invalid_scope')
    const narrow = await postFields(host, PATH, { ...fields, scope: 'openid' }, basic)
    expect(read(narrow).scope).toBe('openid')
  })
})
