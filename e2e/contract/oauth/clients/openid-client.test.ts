import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { AUTH_METHODS } from '#lib/clients/client.ts'
import { openAuthorize } from '../../../fixtures/authorize.ts'
import { cookie, send } from '../../../fixtures/client.ts'
import { AUDIENCE, buildOwnOrigin } from '../../../fixtures/host.ts'
import { CALLBACK } from '../../../fixtures/oauth-rows.ts'
import { begin, discover, signIn } from '../../../fixtures/openid-client.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import {
  AFTER_LOGOUT,
  type Registered,
  readForm,
  registerClient,
  visit,
} from '../../../fixtures/strict-clients.ts'
import { decodeToken } from '../../../fixtures/tokens.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host, { email: 'ada@example.org' })
})

describe.each(AUTH_METHODS)('openid-client as a client by %s', method => {
  let registered: Registered
  let config: openid.Configuration
  beforeAll(async () => {
    registered = await registerClient(host, method)
    config = await discover(host, registered)
  })

  it('signs in, learns who it is, refreshes, and revokes', async () => {
    const tokens = await signIn(host, config, member)
    const sub = tokens.claims()?.sub ?? ''
    expect(sub).toBe(String(member.id))
    const userinfo = await openid.fetchUserInfo(config, tokens.access_token, sub)
    expect(userinfo).toMatchObject({ preferred_username: member.uid, email: 'ada@example.org' })
    const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(next.claims()?.sub).toBe(sub)
    await openid.tokenRevocation(config, next.access_token)
    await expect(openid.fetchUserInfo(config, next.access_token, sub)).rejects.toMatchObject({
      code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
    })
  })

  it('pushes its request, and binds all to a key by DPoP with nonces', async () => {
    const keys = await openid.randomDPoPKeyPair()
    const DPoP = openid.getDPoPHandle(config, keys)
    const { parameters, checks } = await begin({
      dpop_jkt: await openid.getDPoPHandle(config, keys).calculateThumbprint(),
    })
    const url = await openid.buildAuthorizationUrlWithPAR(config, parameters, { DPoP })
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    const callback = await visit(host, url, member)
    const tokens = await openid.authorizationCodeGrant(config, callback, checks, {}, { DPoP })
    expect(tokens.token_type).toBe('dpop')
    const sub = tokens.claims()?.sub ?? ''
    expect(await openid.fetchUserInfo(config, tokens.access_token, sub, { DPoP })).toBeTruthy()
    const refresh = tokens.refresh_token ?? ''
    const next = await openid.refreshTokenGrant(config, refresh, {}, { DPoP })
    const url2 = new URL('/api/userinfo', buildOwnOrigin(host))
    const ask = [config, next.access_token, url2, 'POST', null, undefined, { DPoP }] as const
    expect((await openid.fetchProtectedResource(...ask)).status).toBe(200)
  })
})

describe('openid-client', () => {
  let config: openid.Configuration
  beforeAll(async () => {
    config = await discover(host, await registerClient(host, 'none'))
  })

  it.each(AUTH_METHODS.filter(method => method !== 'none'))(
    'as a client by %s it asks what a token is good for',
    async method => {
      const confidential = await discover(host, await registerClient(host, method))
      const tokens = await signIn(host, confidential, member, { scope: 'openid' })
      const said = await openid.tokenIntrospection(confidential, tokens.access_token)
      expect(said).toMatchObject({ active: true, scope: 'openid', username: member.uid })
    },
  )

  it('takes an answer that comes by a form', async () => {
    const { parameters, checks } = await begin({ response_mode: 'form_post' })
    const url = openid.buildAuthorizationUrl(config, parameters)
    const answer = await openAuthorize(host, url.searchParams, member)
    const { action, fields } = readForm(answer)
    expect(action).toBe(CALLBACK)
    const callback = new Request(action, { method: 'POST', body: fields })
    const tokens = await openid.authorizationCodeGrant(config, callback, checks)
    expect(tokens.claims()?.sub).toBe(String(member.id))
  })

  it('signs the person out, who comes back to the client', async () => {
    const person = await createMember(host)
    const tokens = await signIn(host, config, person)
    const { pathname, search } = openid.buildEndSessionUrl(config, {
      post_logout_redirect_uri: AFTER_LOGOUT,
      id_token_hint: tokens.id_token ?? '',
      state: 'bye',
    })
    const headers = [cookie(person.token)]
    const answer = await send(host, { path: `${pathname}${search}`, headers })
    expect([answer.status, answer.one('location')]).toEqual([303, `${AFTER_LOGOUT}?state=bye`])
    expect((await send(host, { path: '/api/id', headers })).status).toBe(401)
    await expect(
      openid.refreshTokenGrant(config, tokens.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('hears that nobody is signed in', async () => {
    const { parameters, checks } = await begin({ prompt: 'none' })
    const url = openid.buildAuthorizationUrl(config, parameters)
    const answer = await openAuthorize(host, url.searchParams)
    const callback = new URL(answer.one('location') ?? '')
    await expect(openid.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
      error: 'login_required',
    })
  })

  it('gets an access token for another server', async () => {
    const { parameters, checks } = await begin({ resource: AUDIENCE })
    const callback = await visit(host, openid.buildAuthorizationUrl(config, parameters), member)
    const asked = { resource: AUDIENCE }
    const tokens = await openid.authorizationCodeGrant(config, callback, checks, asked)
    expect(decodeToken(tokens.access_token).payload.aud).toBe(AUDIENCE)
  })

  it('verifies an ID token by RS256, for software that knows nothing else', async () => {
    const registered = await registerClient(host, 'client_secret_basic', {
      idTokenAlg: 'RS256',
      pkce: false,
    })
    const rs256 = await discover(host, registered, { id_token_signed_response_alg: 'RS256' })
    const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()]
    const url = openid.buildAuthorizationUrl(rs256, {
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: expectedState,
      nonce: expectedNonce,
    })
    const callback = await visit(host, url, member)
    const checks = { expectedState, expectedNonce }
    const tokens = await openid.authorizationCodeGrant(rs256, callback, checks)
    expect(tokens.claims()?.sub).toBe(String(member.id))
  })
})
