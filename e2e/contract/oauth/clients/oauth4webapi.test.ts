import * as oauth from 'oauth4webapi'
import { beforeAll, describe, expect, it } from 'vitest'
import { AUTH_METHODS, type AuthMethod } from '#lib/clients/client.ts'
import { AUDIENCE, buildOwnOrigin } from '../../../fixtures/host.ts'
import { CALLBACK } from '../../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import {
  makeFetch,
  type Registered,
  registerClient,
  visit,
} from '../../../fixtures/strict-clients.ts'

const host = await requestHost()
const issuer = new URL(buildOwnOrigin(host))
// Plain http is all that the hosts speak on loopback.
const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: makeFetch(host) }

let member: Person
beforeAll(async () => {
  member = await createMember(host, { email: 'ada@example.org' })
})

async function discover(algorithm: 'oidc' | 'oauth2') {
  const response = await oauth.discoveryRequest(issuer, { algorithm, ...options })
  return oauth.processDiscoveryResponse(issuer, response)
}

const AUTHENTICATION: Record<AuthMethod, (client: Registered) => oauth.ClientAuth> = {
  none: () => oauth.None(),
  client_secret_basic: ({ secret }) => oauth.ClientSecretBasic(secret),
  client_secret_post: ({ secret }) => oauth.ClientSecretPost(secret),
  private_key_jwt: ({ key }) => oauth.PrivateKeyJwt(key),
}

type Wanted = {
  differs?: Record<string, string>
  isPushed?: boolean
  DPoP?: oauth.DPoPHandle
}

/** What a program does that uses oauth4webapi: one client of it, by one way to authenticate. */
class Program {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly #auth: oauth.ClientAuth

  constructor(server: oauth.AuthorizationServer, registered: Registered, alg = 'ES256') {
    this.server = server
    this.client = { client_id: registered.id, id_token_signed_response_alg: alg }
    this.#auth = AUTHENTICATION[registered.method](registered)
  }

  static async start(registered: Registered, alg?: string): Promise<Program> {
    return new Program(await discover('oidc'), registered, alg)
  }

  async signIn({ differs = {}, isPushed = false, DPoP }: Wanted = {}) {
    const verifier = oauth.generateRandomCodeVerifier()
    const [state, expectedNonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
    const parameters = new URLSearchParams({
      client_id: this.client.client_id,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile email',
      state,
      nonce: expectedNonce,
      max_age: '3600',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...differs,
    })
    const url = new URL(this.server.authorization_endpoint ?? '')
    url.search = String(isPushed ? await this.#push(parameters, DPoP) : parameters)
    const callback = await visit(host, url, member)
    const said = oauth.validateAuthResponse(this.server, this.client, callback, state)
    return withNonce(async () => {
      const asked = DPoP ? { ...options, DPoP } : options
      const response = await oauth.authorizationCodeGrantRequest(
        this.server,
        this.client,
        this.#auth,
        said,
        CALLBACK,
        verifier,
        asked,
      )
      const checks = { expectedNonce, maxAge: 3600, requireIdToken: true }
      const tokens = await oauth.processAuthorizationCodeResponse(
        this.server,
        this.client,
        response,
        checks,
      )
      await oauth.validateApplicationLevelSignature(this.server, response, options)
      return tokens
    })
  }

  #push(parameters: URLSearchParams, DPoP?: oauth.DPoPHandle) {
    return withNonce(async () => {
      const asked = DPoP ? { ...options, DPoP } : options
      const response = await oauth.pushedAuthorizationRequest(
        this.server,
        this.client,
        this.#auth,
        parameters,
        asked,
      )
      const pushed = await oauth.processPushedAuthorizationResponse(
        this.server,
        this.client,
        response,
      )
      const { client_id } = this.client
      return new URLSearchParams({ client_id, request_uri: pushed.request_uri })
    })
  }

  refresh(token: string, DPoP?: oauth.DPoPHandle) {
    return withNonce(async () => {
      const asked = DPoP ? { ...options, DPoP } : options
      const response = await oauth.refreshTokenGrantRequest(
        this.server,
        this.client,
        this.#auth,
        token,
        asked,
      )
      const tokens = await oauth.processRefreshTokenResponse(this.server, this.client, response)
      await oauth.validateApplicationLevelSignature(this.server, response, options)
      return tokens
    })
  }

  userinfo(token: string, DPoP?: oauth.DPoPHandle) {
    return withNonce(async () => {
      const asked = DPoP ? { ...options, DPoP } : options
      const response = await oauth.userInfoRequest(this.server, this.client, token, asked)
      const sub = String(member.id)
      return oauth.processUserInfoResponse(this.server, this.client, sub, response)
    })
  }

  async introspect(token: string) {
    const asked = [this.server, this.client, this.#auth, token, options] as const
    const response = await oauth.introspectionRequest(...asked)
    return oauth.processIntrospectionResponse(this.server, this.client, response)
  }

  async revoke(token: string) {
    const asked = [this.server, this.client, this.#auth, token, options] as const
    await oauth.processRevocationResponse(await oauth.revocationRequest(...asked))
  }
}

/** Does it once more where the server wants another nonce in the proof. */
async function withNonce<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (oauth.isDPoPNonceError(error)) return act()
    throw error
  }
}

describe('oauth4webapi', () => {
  it('reads the same from both documents', async () => {
    expect(await discover('oauth2')).toEqual(await discover('oidc'))
  })

  describe.each(AUTH_METHODS)('as a client by %s', method => {
    let registered: Registered
    let program: Program
    beforeAll(async () => {
      registered = await registerClient(host, method)
      program = await Program.start(registered)
    })

    it('signs in, learns who it is, refreshes, and revokes', async () => {
      const tokens = await program.signIn()
      expect(tokens.token_type).toBe('bearer')
      const claims = oauth.getValidatedIdTokenClaims(tokens)
      expect(claims).toMatchObject({ sub: String(member.id), amr: ['pwd'] })
      expect(await program.userinfo(tokens.access_token)).toMatchObject({
        email: 'ada@example.org',
      })
      const next = await program.refresh(tokens.refresh_token ?? '')
      expect(oauth.getValidatedIdTokenClaims(next)?.sub).toBe(claims?.sub)
      await program.revoke(next.refresh_token ?? '')
      await expect(program.userinfo(next.access_token)).rejects.toThrow('WWW-Authenticate')
      await expect(program.refresh(next.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
        status: 400,
      })
    })

    it('pushes its request, and binds all to a key by DPoP with nonces', async () => {
      const keys = await oauth.generateKeyPair('ES256')
      const DPoP = oauth.DPoP(program.client, keys)
      const tokens = await program.signIn({ isPushed: true, DPoP })
      expect(tokens.token_type).toBe('dpop')
      expect(await program.userinfo(tokens.access_token, DPoP)).toMatchObject({
        sub: String(member.id),
      })
      const next = await program.refresh(tokens.refresh_token ?? '', DPoP)
      expect(await program.userinfo(next.access_token, DPoP)).toBeTruthy()
      const thief = oauth.DPoP(program.client, await oauth.generateKeyPair('ES256'))
      await expect(program.userinfo(next.access_token, thief)).rejects.toThrow('WWW-Authenticate')
      await expect(program.refresh(next.refresh_token ?? '', thief)).rejects.toMatchObject({
        error: 'invalid_grant',
      })
    })
  })

  it.each(AUTH_METHODS.filter(method => method !== 'none'))(
    'as a client by %s it asks what a token is good for',
    async method => {
      const registered = await registerClient(host, method)
      const program = await Program.start(registered)
      const { access_token, refresh_token = '' } = await program.signIn()
      expect(await program.introspect(access_token)).toMatchObject({
        active: true,
        client_id: registered.id,
        sub: String(member.id),
        token_type: 'Bearer',
      })
      expect(await program.introspect(refresh_token)).toMatchObject({ active: true })
      await program.revoke(access_token)
      expect(await program.introspect(access_token)).toEqual({ active: false })
      expect(await program.introspect(refresh_token)).toEqual({ active: false })
    },
  )

  it('verifies an ID token by RS256', async () => {
    const registered = await registerClient(host, 'none', { idTokenAlg: 'RS256' })
    const tokens = await (await Program.start(registered, 'RS256')).signIn()
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(String(member.id))
  })

  it('takes an access token for its own server, as RFC 9068 and 9449 have it', async () => {
    const program = await Program.start(await registerClient(host, 'none'))
    const keys = await oauth.generateKeyPair('ES256')
    const DPoP = oauth.DPoP(program.client, keys)
    const { access_token } = await program.signIn({ differs: { resource: AUDIENCE }, DPoP })
    const sent: Request[] = []
    const ownServer = async (url: string, init: object) => {
      sent.push(new Request(url, init))
      return new Response('{}')
    }
    const url = new URL('/notes', AUDIENCE)
    const asked = { DPoP, [oauth.customFetch]: ownServer }
    await oauth.protectedResourceRequest(access_token, 'GET', url, undefined, undefined, asked)
    const [request] = sent
    if (!request) throw new Error('Nothing was sent.')
    const claims = await oauth.validateJwtAccessToken(program.server, request, AUDIENCE, options)
    expect(claims).toMatchObject({ sub: String(member.id), client_id: program.client.client_id })
  })
})
