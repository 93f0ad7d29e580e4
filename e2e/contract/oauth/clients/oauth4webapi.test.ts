import * as oauth from 'oauth4webapi'
import { beforeAll, describe, expect, it } from 'vitest'
import { AUTH_METHODS } from '#lib/clients/client.ts'
import { AUDIENCE } from '../../../fixtures/host.ts'
import { discover, Program } from '../../../fixtures/oauth4webapi.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { type Registered, registerClient } from '../../../fixtures/strict-clients.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host, { email: 'ada@example.org' })
})

describe('oauth4webapi', () => {
  it('reads the same from both documents', async () => {
    expect(await discover(host, 'oauth2')).toEqual(await discover(host, 'oidc'))
  })

  describe.each(AUTH_METHODS)('as a client by %s', method => {
    let registered: Registered
    let program: Program
    beforeAll(async () => {
      registered = await registerClient(host, method)
      program = await Program.start(host, registered)
    })

    it('signs in, learns who it is, refreshes, and revokes', async () => {
      const tokens = await program.signIn(member)
      expect(tokens.token_type).toBe('bearer')
      const claims = oauth.getValidatedIdTokenClaims(tokens)
      expect(claims).toMatchObject({ sub: String(member.id), amr: ['pwd'] })
      expect(await program.userinfo(member, tokens.access_token)).toMatchObject({
        email: 'ada@example.org',
      })
      const next = await program.refresh(tokens.refresh_token ?? '')
      expect(oauth.getValidatedIdTokenClaims(next)?.sub).toBe(claims?.sub)
      await program.revoke(next.refresh_token ?? '')
      await expect(program.userinfo(member, next.access_token)).rejects.toThrow('WWW-Authenticate')
      await expect(program.refresh(next.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
        status: 400,
      })
    })

    it('pushes its request, and binds all to a key by DPoP with nonces', async () => {
      const keys = await oauth.generateKeyPair('ES256')
      const DPoP = oauth.DPoP(program.client, keys)
      const tokens = await program.signIn(member, { isPushed: true, DPoP })
      expect(tokens.token_type).toBe('dpop')
      expect(await program.userinfo(member, tokens.access_token, DPoP)).toMatchObject({
        sub: String(member.id),
      })
      const next = await program.refresh(tokens.refresh_token ?? '', DPoP)
      expect(await program.userinfo(member, next.access_token, DPoP)).toBeTruthy()
      const thief = oauth.DPoP(program.client, await oauth.generateKeyPair('ES256'))
      await expect(program.userinfo(member, next.access_token, thief)).rejects.toThrow(
        'WWW-Authenticate',
      )
      await expect(program.refresh(next.refresh_token ?? '', thief)).rejects.toMatchObject({
        error: 'invalid_grant',
      })
    })
  })

  it.each(AUTH_METHODS.filter(method => method !== 'none'))(
    'as a client by %s it asks what a token is good for',
    async method => {
      const registered = await registerClient(host, method)
      const program = await Program.start(host, registered)
      const { access_token, refresh_token = '' } = await program.signIn(member)
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
    const tokens = await (await Program.start(host, registered, 'RS256')).signIn(member)
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(String(member.id))
  })

  it('takes an access token for its own server, as RFC 9068 and 9449 have it', async () => {
    const program = await Program.start(host, await registerClient(host, 'none'))
    const keys = await oauth.generateKeyPair('ES256')
    const DPoP = oauth.DPoP(program.client, keys)
    const { access_token } = await program.signIn(member, { differs: { resource: AUDIENCE }, DPoP })
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
    const claims = await oauth.validateJwtAccessToken(
      program.server,
      request,
      AUDIENCE,
      program.options,
    )
    expect(claims).toMatchObject({ sub: String(member.id), client_id: program.client.client_id })
  })
})
