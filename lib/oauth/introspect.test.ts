import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#lib/clients/client.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { endOwnSession } from '#lib/sessions/end-sessions.ts'
import { revokeToken } from '#lib/sessions/revoke-token.ts'
import { addClient, signInAtClient } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInForTokens } from '../../e2e/fixtures/sign-in.ts'
import { addViewer, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { introspectToken } from './introspect.ts'

const AUDIENCE = 'https://notes.example.org'

describe.each(engines)('introspectToken on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  let client: Client
  beforeAll(async () => {
    stop = await startStore(engine)
    env().audiences = [AUDIENCE]
    viewer = await addViewer()
    client = await register()
  }, 60_000)
  afterAll(() => stop())

  const register = async () => (await findClient(await addClient())) as Client
  const isActive = async (token: string, asker = client) =>
    (await introspectToken(token, asker)).active

  it('tells what an access token is good for, for whichever server it is', async () => {
    for (const resource of ['', AUDIENCE]) {
      const { access_token } = await signInAtClient(viewer, client.id, { resource })
      expect(await introspectToken(access_token, client)).toEqual({
        active: true,
        client_id: client.id,
        username: viewer.uid,
        scope: 'openid profile email',
        token_type: 'Bearer',
        iss: env().publicUrl.origin,
        sub: String(viewer.id),
        aud: resource || env().publicUrl.origin,
        iat: expect.any(Number),
        exp: expect.any(Number),
        jti: expect.any(String),
      })
    }
  })

  it('tells what a refresh token is good for', async () => {
    const { refresh_token } = await signInAtClient(viewer, client.id)
    expect(await introspectToken(refresh_token, client)).toEqual({
      active: true,
      client_id: client.id,
      username: viewer.uid,
      scope: 'openid profile email',
      iss: env().publicUrl.origin,
      sub: String(viewer.id),
      exp: expect.any(Number),
    })
  })

  it('tells nothing of the tokens of others', async () => {
    const tokens = await signInAtClient(viewer, client.id)
    const sender = { address: '192.0.2.1', agent: 'test', origin: '' }
    const own = await signInForTokens({ uid: viewer.uid, password: PASSWORD }, sender)
    const other = await register()
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      expect(await introspectToken(token, other)).toEqual({ active: false })
    }
    for (const token of [own.access_token, own.refresh_token, tokens.id_token ?? '', 'x', '']) {
      expect(await introspectToken(token, client)).toEqual({ active: false })
    }
  })

  it('tells that a token is over with its session', async () => {
    const person = await addViewer()
    const tokens = await signInAtClient(person, client.id)
    expect(await isActive(tokens.access_token)).toBe(true)
    await endOwnSession(person)
    expect(await isActive(tokens.access_token)).toBe(false)
    expect(await isActive(tokens.refresh_token)).toBe(false)
  })

  it('is over once it is revoked, by its client alone', async () => {
    for (const kind of ['access_token', 'refresh_token'] as const) {
      const resource = kind === 'access_token' ? AUDIENCE : ''
      const tokens = await signInAtClient(viewer, client.id, { resource })
      const code = await revokeToken(tokens[kind], async () => 'lk_other').catch(e => e.code)
      expect(code).toBe('invalid_grant')
      expect(await isActive(tokens.access_token)).toBe(true)
      await revokeToken(tokens[kind], async () => client.id)
      expect(await isActive(tokens.access_token)).toBe(false)
    }
  })
})
