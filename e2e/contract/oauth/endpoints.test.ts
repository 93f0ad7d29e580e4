import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, requestTokens, type Tokens } from '../../fixtures/access-tokens.ts'
import { type Answer, bearer, cookie, origin, postJson, send } from '../../fixtures/client.ts'
import { expectJson, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import {
  addClient,
  addConfidentialClient,
  type CodeDiffers,
  type ConfidentialClient,
  postFields,
  signInAtClient,
} from '../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PAR = '/api/par'
const USERINFO = '/api/userinfo'
const INTROSPECT = '/api/token/introspect'
const REVOKE = '/api/token/revoke'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const host = await requestHost()

let member: Person
let client: ConfidentialClient
beforeAll(async () => {
  member = await createMember(host, { email: 'ada@example.org' })
  client = await addConfidentialClient(host)
})

const begin = (differs: CodeDiffers = {}) => signInAtClient(host, member, client, differs)

describe('/api/userinfo', () => {
  const ask = ({ access_token }: Tokens, method = 'GET') =>
    send(host, { method, path: USERINFO, headers: [bearer(access_token), origin(PAGES)] })

  it('200: by scope who signed in, for pages of allowed origins too', async () => {
    const answer = await ask(await begin())
    expectJson(answer, 200)
    expect(answer.json()).toEqual({
      sub: String(member.id),
      name: member.name,
      preferred_username: member.uid,
      updated_at: expect.any(Number),
      email: 'ada@example.org',
      email_verified: false,
    })
    expect(answer.one('access-control-allow-origin')).toBe(PAGES)
  })

  it('200: no more than openid', async () => {
    const answer = await ask(await begin({ scope: 'openid' }), 'POST')
    expect(answer.json()).toEqual({ sub: String(member.id) })
  })

  it('403: a token without openid', async () => {
    for (const tokens of [await begin({ scope: 'email' }), await requestTokens(host, member)]) {
      const answer = await ask(tokens)
      expectProblem(answer, 403)
      expect(answer.one('www-authenticate')).toBe(
        'Bearer error="insufficient_scope", scope="openid"',
      )
    }
  })

  it('401: a cookie, or nothing', async () => {
    const headers = [cookie(member.token)]
    expectProblem(await send(host, { path: USERINFO, headers }), 401, MISSING)
    expectProblem(await send(host, { path: USERINFO }), 401, MISSING)
  })
})

describe('POST /api/token/introspect', () => {
  const ask = (token: string, asker = client): Promise<Answer> =>
    postFields(host, INTROSPECT, { token }, asker.basic)

  it('200: what a token of the client is good for', async () => {
    const { access_token, refresh_token } = await begin()
    const answer = await ask(access_token)
    expectJson(answer, 200)
    expect(answer.json()).toMatchObject({
      active: true,
      client_id: client.id,
      username: member.uid,
      sub: String(member.id),
      token_type: 'Bearer',
    })
    expect((await ask(refresh_token)).json().active).toBe(true)
  })

  it('200: nothing of what others were given', async () => {
    const { access_token } = await begin()
    const own = await requestTokens(host, member)
    const other = await addConfidentialClient(host)
    for (const answer of [
      await ask(access_token, other),
      await ask(own.access_token),
      await ask(member.token),
      await ask('x'),
    ]) {
      expectJson(answer, 200)
      expect(answer.json()).toEqual({ active: false })
    }
  })

  it('401: whoever does not prove who they are', async () => {
    const token = (await begin()).access_token
    const open = await addClient(host)
    for (const fields of [{ token }, { token, client_id: client.id }, { token, client_id: open }]) {
      expectCode(await postFields(host, INTROSPECT, fields), 401, 'invalid_client')
    }
    const headers = [bearer(member.token)]
    expectCode(await postJson(host, INTROSPECT, { token }, headers), 401, 'invalid_client')
  })

  it('400: no token', async () => {
    expectCode(await postFields(host, INTROSPECT, {}, client.basic), 400, 'invalid_request')
  })
})

describe('POST /api/token/revoke for a client', () => {
  it.each(['access_token', 'refresh_token'] as const)('200: its %s', async kind => {
    const tokens = await begin()
    expectJson(await postFields(host, REVOKE, { token: tokens[kind] }, client.basic), 200)
    const answer = await postFields(host, INTROSPECT, { token: tokens.access_token }, client.basic)
    expect(answer.json()).toEqual({ active: false })
  })

  it('refused: whoever does not prove to be the client', async () => {
    const { refresh_token: token, access_token } = await begin()
    const other = await addConfidentialClient(host)
    expectCode(await postFields(host, REVOKE, { token }), 401, 'invalid_client')
    expectCode(await postFields(host, REVOKE, { token }, other.basic), 400, 'invalid_grant')
    const id = { client_id: client.id }
    expectCode(await postFields(host, REVOKE, { token, ...id }), 401, 'invalid_client')
    const body = { token: access_token }
    expect((await postFields(host, INTROSPECT, body, client.basic)).json().active).toBe(true)
  })

  it('200: what means nothing here, for a client too', async () => {
    expectJson(await postFields(host, REVOKE, { token: 'x' }, client.basic), 200)
  })
})

describe('POST /api/par', () => {
  const fields = {
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  }

  it('201: a name for the request', async () => {
    const answer = await postFields(host, PAR, fields, client.basic)
    expectJson(answer, 201)
    expect(answer.json()).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/),
      expires_in: 600,
    })
  })

  it.each<[string, Record<string, string>, string]>([
    ['another return address', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
    ['no challenge', { code_challenge: '' }, 'invalid_request'],
    ['another type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a server of nobody', { resource: 'https://evil.example' }, 'invalid_target'],
    ['a signed request', { request: 'a.b.c' }, 'request_not_supported'],
    ['the name of a request', { request_uri: 'urn:x' }, 'invalid_request'],
    ['another client', { client_id: 'lk_other' }, 'invalid_request'],
  ])('400: %s', async (_, differs, code) => {
    const answer = await postFields(host, PAR, { ...fields, ...differs }, client.basic)
    expectCode(answer, 400, code)
  })

  it('401: whoever does not prove who they are', async () => {
    const id = { client_id: client.id }
    expectCode(await postFields(host, PAR, { ...fields, ...id }), 401, 'invalid_client')
    expectCode(await postFields(host, PAR, fields), 401, 'invalid_client')
  })

  it('415: JSON', async () => {
    expectProblem(await postJson(host, PAR, { ...fields }, [client.basic]), 415)
  })
})
