import {
  InMemoryWebStorage,
  OidcClient,
  type OidcClientSettings,
  type RefreshState,
  type SigninResponse,
  WebStorageStateStore,
} from 'oidc-client-ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cookie, send } from '../../../fixtures/client.ts'
import { AUDIENCE, buildOwnOrigin } from '../../../fixtures/host.ts'
import { CALLBACK } from '../../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import {
  AFTER_LOGOUT,
  makeFetch,
  type Registered,
  registerClient,
  visit,
} from '../../../fixtures/strict-clients.ts'
import { decodeToken } from '../../../fixtures/tokens.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
  // It knows no other way to be told how to ask.
  vi.stubGlobal('fetch', makeFetch(host))
})
afterAll(() => void vi.unstubAllGlobals())

type Settings = Partial<OidcClientSettings>

function makeClient({ id, secret, method }: Registered, differs: Settings = {}): OidcClient {
  return new OidcClient({
    authority: buildOwnOrigin(host),
    client_id: id,
    redirect_uri: CALLBACK,
    scope: 'openid profile email',
    loadUserInfo: true,
    stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    ...(secret !== '' && {
      client_secret: secret,
      client_authentication: method as 'client_secret_basic' | 'client_secret_post',
    }),
    ...differs,
  })
}

async function signIn(client: OidcClient, args: object = {}): Promise<SigninResponse> {
  const { url } = await client.createSigninRequest({ nonce: 'n-1', ...args })
  const callback = await visit(host, new URL(url), member)
  return client.processSigninResponse(callback.href)
}

function toState(response: SigninResponse): RefreshState {
  const { access_token, id_token = '', profile, refresh_token = '', scope = '' } = response
  const tokens = { access_token, id_token, profile, refresh_token, session_state: null }
  return { ...tokens, scope }
}

const METHODS = ['none', 'client_secret_basic', 'client_secret_post'] as const

describe.each(METHODS)('oidc-client-ts as a client by %s', method => {
  it('signs in, learns who it is, refreshes, and revokes', async () => {
    const client = makeClient(await registerClient(host, method))
    const response = await signIn(client)
    expect(response.profile).toMatchObject({ sub: String(member.id), name: member.name })
    const next = await client.useRefreshToken({ state: toState(response) })
    expect(next.profile.sub).toBe(String(member.id))
    expect(next.access_token).not.toBe(response.access_token)
    await client.revokeToken(next.refresh_token ?? '', 'refresh_token')
    await expect(client.useRefreshToken({ state: toState(next) })).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })
})

describe('oidc-client-ts', () => {
  it('signs the person out, who comes back to the client', async () => {
    const client = makeClient(await registerClient(host, 'none'))
    const { id_token = '' } = await signIn(client)
    const post_logout_redirect_uri = AFTER_LOGOUT
    const asked = { id_token_hint: id_token, post_logout_redirect_uri, state: 'bye' }
    const { url } = await client.createSignoutRequest(asked)
    const { pathname, search } = new URL(url)
    const headers = [cookie(member.token)]
    const answer = await send(host, { path: `${pathname}${search}`, headers })
    expect(answer.status).toBe(303)
    const response = await client.processSignoutResponse(answer.one('location') ?? '')
    expect([response.userState, response.error]).toEqual(['bye', null])
    expect((await send(host, { path: '/api/id', headers })).status).toBe(401)
    member = await createMember(host)
  })

  it('gets an access token for another server', async () => {
    const client = makeClient(await registerClient(host, 'none'), { loadUserInfo: false })
    const response = await signIn(client, { resource: AUDIENCE })
    expect(decodeToken(response.access_token).payload.aud).toBe(AUDIENCE)
  })
})
