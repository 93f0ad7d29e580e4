import { createLocalJWKSet, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm, type Tokens } from '../../fixtures/access-tokens.ts'
import { bearer, origin, postJson, send } from '../../fixtures/client.ts'
import { formatMoment, selectOne } from '../../fixtures/database.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import {
  addClient,
  addCode,
  type CodeDiffers,
  exchangeCode,
  expectClientTokens,
  makeCodeGrant,
  signInAtClient,
} from '../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATH = '/api/token'

const host = await requestHost()

let member: Person
let client: string
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
})

const statusAt = async (path: string, { access_token }: Tokens) =>
  (await send(host, { path, headers: [bearer(access_token)] })).status

describe('POST /api/token with a code', () => {
  it('200: the tokens, and an ID token that the published keys verify', async () => {
    const made = await addCode(host, member, client, { nonce: 'n-1' })
    const answer = await exchangeCode(host, made, { client_id: client, redirect_uri: CALLBACK })
    const { id_token, ...tokens } = expectClientTokens(answer)
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
    const { id_token } = await signInAtClient(host, member, id)
    const keys = await send(host, { path: '/.well-known/jwks.json' })
    const options = { audience: id, algorithms: ['RS256'] }
    await jwtVerify(id_token, createLocalJWKSet(keys.json()), options)
  })

  it('200: for a page of an allowed origin, which acts for whoever signed in', async () => {
    const made = await addCode(host, member, PAGES)
    const answer = await exchangeCode(host, made, { client_id: PAGES }, origin(PAGES))
    const tokens = expectClientTokens(answer)
    expect(answer.one('access-control-allow-origin')).toBe(PAGES)
    expect(await statusAt('/api/id', tokens)).toBe(200)
  })

  it('200: as JSON', async () => {
    const fields = makeCodeGrant(await addCode(host, member, client))
    expectClientTokens(await postJson(host, PATH, { ...fields, client_id: client }))
  })

  it('200: for one server of AUDIENCES, where it is worth nothing here', async () => {
    const tokens = await signInAtClient(host, member, PAGES, { resource: AUDIENCE })
    expect(decodeToken(tokens.access_token).payload.aud).toBe(AUDIENCE)
    expect(await statusAt('/api/id', tokens)).toBe(401)
  })

  it('403: what a registered client was given opens userinfo alone', async () => {
    const tokens = await signInAtClient(host, member, client)
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
    const tokens = expectClientTokens(await exchangeCode(host, made, { client_id: PAGES }))
    const again = await exchangeCode(host, made, { client_id: PAGES })
    expectCode(again, 400, 'invalid_grant')
    expect(await statusAt('/api/id', tokens)).toBe(401)
  })

  it('400: it is over when the person signs out', async () => {
    const person = await createMember(host)
    const tokens = await signInAtClient(host, person, PAGES)
    const other = await addCode(host, person, PAGES)
    const headers = [bearer(person.token)]
    await send(host, { method: 'DELETE', path: '/api/authenticate', headers })
    expect(await statusAt('/api/id', tokens)).toBe(401)
    expectCode(await exchangeCode(host, other, { client_id: PAGES }), 400, 'invalid_grant')
  })

  it.each<[string, CodeDiffers, Record<string, string>, string]>([
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
      expectCode(await postForm(host, PATH, body), 400, code)
    }
  })

  it('it is recorded, with no secret', async () => {
    const made = await addCode(host, member, client)
    const { access_token, refresh_token } = expectClientTokens(
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
