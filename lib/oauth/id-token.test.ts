import { createHash } from 'node:crypto'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#lib/clients/client.ts'
import { findClient } from '#lib/clients/find-client.ts'
import { verifyBearer } from '#lib/sessions/access-token.ts'
import { listPublicKeys } from '#lib/sessions/keys/rotation.ts'
import { addClient } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { signIdToken } from './id-token.ts'

const SIGNED_IN = {
  userId: 7,
  sessionId: '0b0cbd5c-9f0e-4e0a-8a55-3a2f3b1d7c11',
  provenAt: new Date('2026-02-03T04:05:06.700Z'),
  amr: 'pwd otp',
  nonce: 'n-0S6_WzA2Mj',
}
const ACCESS = 'an.access.token'

describe.each(engines)('signIdToken on %s', engine => {
  let stop: () => Promise<void>
  const clients = new Map<string, Client>()
  beforeAll(async () => {
    stop = await startStore(engine)
    for (const idTokenAlg of ['ES256', 'RS256']) {
      const client = await findClient(await addClient({ idTokenAlg }))
      if (client) clients.set(idTokenAlg, client)
    }
  }, 60_000)
  afterAll(() => stop())

  const clientOf = (alg: string) => clients.get(alg) as Client
  const read = async (alg: string, signedIn: Parameters<typeof signIdToken>[1] = SIGNED_IN) => {
    const token = await signIdToken(clientOf(alg), signedIn, ACCESS)
    const keys = createLocalJWKSet(await listPublicKeys())
    const { payload } = await jwtVerify(token, keys, { algorithms: [alg], typ: 'JWT' })
    return { token, payload }
  }

  it.each(['ES256', 'RS256'])('tells who signed in, when and how, by %s', async alg => {
    const { token, payload } = await read(alg)
    const { kid, ...header } = decodeProtectedHeader(token)
    expect(header).toEqual({ alg, typ: 'JWT' })
    expect(kid).toMatch(/^[\w-]{43}$/)
    const { id } = clientOf(alg)
    expect(payload).toEqual({
      iss: 'http://localhost:3000',
      sub: '7',
      aud: id,
      azp: id,
      sid: SIGNED_IN.sessionId,
      auth_time: 1770091506,
      amr: ['pwd', 'otp'],
      acr: 'urn:latchkey:2fa',
      nonce: SIGNED_IN.nonce,
      at_hash: createHash('sha256').update(ACCESS).digest().subarray(0, 16).toString('base64url'),
      iat: expect.any(Number),
      exp: Number(payload.iat) + 600,
    })
  })

  it('has no nonce where none was sent', async () => {
    expect((await read('ES256', { ...SIGNED_IN, nonce: null })).payload).not.toHaveProperty('nonce')
  })

  it.each(['ES256', 'RS256'])('opens nothing here, by %s', async alg => {
    expect(await verifyBearer((await read(alg)).token)).toBeNull()
  })
})
