import { beforeAll, describe, expect, it } from 'vitest'
import { makeAuthorizationRequest, openAuthorize, readRedirect } from '../../fixtures/authorize.ts'
import { bearer, cookie, origin, send } from '../../fixtures/client.ts'
import { createDpopKey } from '../../fixtures/dpop.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import {
  addClient,
  addCode,
  exchangeCode,
  postFields,
  signInAtClient,
} from '../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATHS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']

const host = await requestHost()

describe.each(PATHS)('%s', path => {
  it('200: what the server can do, for any page', async () => {
    const answer = await send(host, { path, headers: [origin('https://evil.example')] })
    expect(answer.status).toBe(200)
    expect(answer.one('access-control-allow-origin')).toBe('*')
    expect(answer.all('access-control-allow-credentials')).toEqual([])
    expect(answer.one('cache-control')).toBe('public, max-age=300')
    expect(answer.json()).toMatchObject({ issuer: buildOwnOrigin(host) })
  })

  it('200: each address is one of this server and leads to something', async () => {
    const said = (await send(host, { path })).json<Record<string, unknown>>()
    const addresses = Object.entries(said).filter(([name]) => /_(?:endpoint|uri)$/.test(name))
    expect(addresses.length).toBeGreaterThan(7)
    for (const [name, address] of addresses) {
      const url = new URL(String(address))
      expect([name, url.origin]).toEqual([name, buildOwnOrigin(host)])
      const { status } = await send(host, { path: url.pathname })
      expect([name, status]).not.toEqual([name, 404])
    }
  })
})

describe('what the documents say is true', () => {
  type Said = Record<string, string[]> & { request_parameter_supported: boolean }
  let said: Said
  let member: Person
  let client: string
  beforeAll(async () => {
    const [first, second] = await Promise.all(PATHS.map(path => send(host, { path })))
    said = first?.json<Said>() ?? ({} as Said)
    expect(second?.json()).toEqual(said)
    member = await createMember(host, { email: 'ada@example.org', dob: '1990-01-02' })
    client = await addClient(host)
  })

  const open = (differs: Record<string, string>) =>
    openAuthorize(host, makeAuthorizationRequest(client, differs).fields, member)
  const errorOf = async (differs: Record<string, string>) =>
    readRedirect(await open(differs)).said.error ?? null

  it('claims_supported are those of ID tokens and of userinfo', async () => {
    await send(host, {
      method: 'PUT',
      path: '/api/id/pfp',
      headers: [cookie(member.token), ['Content-Type', 'image/png']],
      body: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    })
    const { access_token, id_token } = await signInAtClient(host, member, client, { nonce: 'n' })
    const info = await send(host, { path: '/api/userinfo', headers: [bearer(access_token)] })
    const claims = [...Object.keys(decodeToken(id_token).payload), ...Object.keys(info.json())]
    expect([...new Set(claims)].toSorted()).toEqual(said.claims_supported?.toSorted())
  })

  it('response_modes_supported, and no other', async () => {
    const outcomes: Record<string, unknown> = {}
    for (const mode of [...(said.response_modes_supported ?? []), 'fragment', 'jwt']) {
      const site = new URL('https://client.example').origin
      const differs = mode === 'web_message' ? { redirect_uri: site } : {}
      const answer = await open({ ...differs, response_mode: mode })
      outcomes[mode] = readRedirect(answer).said.error ?? answer.status
    }
    expect(outcomes).toEqual({
      query: 303,
      form_post: 200,
      web_message: 200,
      fragment: 'invalid_request',
      jwt: 'invalid_request',
    })
  })

  it('grant_types_supported, and no other', async () => {
    const codes: Record<string, unknown> = {}
    for (const grant_type of [...(said.grant_types_supported ?? []), 'client_credentials']) {
      // A registered client may not ask by password; a program that is none may.
      const asker = grant_type === 'password' ? {} : { client_id: client }
      const answer = await postFields(host, '/api/token', { grant_type, ...asker })
      codes[grant_type] = answer.json<{ error: string }>().error
    }
    expect(codes).toEqual({
      authorization_code: 'invalid_request',
      refresh_token: 'invalid_request',
      password: 'invalid_request',
      client_credentials: 'unsupported_grant_type',
    })
  })

  it('prompt_values_supported, and no other', async () => {
    for (const prompt of said.prompt_values_supported ?? []) {
      expect([prompt, await errorOf({ prompt })]).toEqual([prompt, null])
    }
    expect(await errorOf({ prompt: 'create' })).toBe('invalid_request')
  })

  it('scopes_supported are what a client is granted', async () => {
    const scope = [...(said.scopes_supported ?? []), 'offline_access'].join(' ')
    const { fields, verifier } = makeAuthorizationRequest(client, { scope })
    const { code = '' } = readRedirect(await openAuthorize(host, fields, member)).said
    const answer = await exchangeCode(host, { code, verifier }, { client_id: client })
    expect(answer.json<{ scope: string }>().scope.split(' ')).toEqual(said.scopes_supported)
  })

  it('acr_values_supported hold for who signs in', async () => {
    const { id_token } = await signInAtClient(host, member, client)
    const { acr } = decodeToken(id_token).payload
    expect(said.acr_values_supported).toEqual([acr])
  })

  it('the rest of what is not supported', async () => {
    expect(said).toMatchObject({
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      claims_parameter_supported: false,
      require_pushed_authorization_requests: false,
      authorization_response_iss_parameter_supported: true,
    })
    expect(await errorOf({ response_type: 'code id_token' })).toBe('unsupported_response_type')
    expect(await errorOf({ code_challenge_method: 'plain' })).toBe('invalid_request')
    expect(await errorOf({ request: 'a.b.c' })).toBe('request_not_supported')
    const request_uri = 'https://client.example/request'
    expect(await errorOf({ request_uri })).toBe('request_uri_not_supported')
    expect(await errorOf({ claims: '{"id_token":{"email":null}}' })).toBeNull()
  })

  it('DPoP proofs by a key of each kind that is listed', async () => {
    expect(said.dpop_signing_alg_values_supported).toContain('ES256')
    const key = await createDpopKey()
    const url = `${buildOwnOrigin(host)}/api/token`
    const proof = ['DPoP', await key.prove('POST', url)] as const
    const made = await addCode(host, member, client)
    const answer = await exchangeCode(host, made, { client_id: client }, proof)
    expect(answer.json<{ error: string }>().error).toBe('use_dpop_nonce')
  })
})
