import {
  CompactSign,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  type JWK,
  SignJWT,
} from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDpopKey } from '../../e2e/fixtures/dpop.ts'
import { DpopProofError, verifyDpopProof } from './proof.ts'

const ASKED = { method: 'POST', url: 'https://auth.example.com/api/token' }
const TOKEN = 'an.access.token'
const ATH = 'lLNgqlt3lU3hDB8AkIWIVbMJk5CoZFeJXJfPVmpKJSk'

let key: CryptoKey
let jwk: JWK
let privateJwk: JWK
beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true })
  key = pair.privateKey
  jwk = await exportJWK(pair.publicKey)
  privateJwk = await exportJWK(pair.privateKey)
})

type Differs = { header?: Record<string, unknown>; payload?: Record<string, unknown> }

function makeProof({ header = {}, payload = {} }: Differs = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  return new SignJWT({ htm: ASKED.method, htu: ASKED.url, jti: 'j1', iat, ...payload })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .sign(key)
}

describe('verifyDpopProof', () => {
  it('gives the thumbprint of the key that made the proof', async () => {
    const proof = await verifyDpopProof(await makeProof(), ASKED)
    expect(proof).toMatchObject({ jkt: await calculateJwkThumbprint(jwk), jti: 'j1', nonce: null })
  })

  it.each([
    ['a query', 'https://auth.example.com/api/token?a=1'],
    ['a fragment', 'https://auth.example.com/api/token#a'],
    ['the default port', 'https://auth.example.com:443/api/token'],
    ['the case of the host', 'https://AUTH.example.com/api/token'],
  ])('looks past %s of htu', async (_, htu) => {
    await expect(
      verifyDpopProof(await makeProof({ payload: { htu } }), ASKED),
    ).resolves.toBeTruthy()
  })

  it('leaves the age of a proof with a nonce to the nonce', async () => {
    const payload = { iat: Math.floor(Date.now() / 1000) - 200, nonce: 'n' }
    const proof = await verifyDpopProof(await makeProof({ payload }), ASKED)
    expect(proof.nonce).toBe('n')
  })

  it.each<[string, Differs]>([
    ['another method', { payload: { htm: 'GET' } }],
    ['a method in lower case', { payload: { htm: 'post' } }],
    ['another path', { payload: { htu: 'https://auth.example.com/api/par' } }],
    ['another host', { payload: { htu: 'https://evil.example/api/token' } }],
    ['another scheme', { payload: { htu: 'http://auth.example.com/api/token' } }],
    ['another case of the path', { payload: { htu: 'https://auth.example.com/API/token' } }],
    ['no htu', { payload: { htu: undefined } }],
    ['htu that is no address', { payload: { htu: '/api/token' } }],
    ['no htm', { payload: { htm: undefined } }],
    ['no jti', { payload: { jti: undefined } }],
    ['an empty jti', { payload: { jti: '' } }],
    ['a huge jti', { payload: { jti: 'j'.repeat(129) } }],
    ['no iat', { payload: { iat: undefined } }],
    ['an old iat', { payload: { iat: Math.floor(Date.now() / 1000) - 31 } }],
    ['an iat ahead', { payload: { iat: Math.floor(Date.now() / 1000) + 100 } }],
    ['iat as text', { payload: { iat: 'now' } }],
    ['a nonce that is not text', { payload: { nonce: 1 } }],
    ['another typ', { header: { typ: 'JWT' } }],
    ['no typ', { header: { typ: undefined } }],
    ['what it must know', { header: { crit: ['b64'], b64: true } }],
    ['no key', { header: { jwk: undefined } }],
    ['a key that is none', { header: { jwk: { kty: 'EC' } } }],
    ['a symmetric key', { header: { jwk: { kty: 'oct', k: 'AAAA' } } }],
  ])('refuses %s', async (_, differs) => {
    const proof = await makeProof(differs)
    await expect(verifyDpopProof(proof, ASKED)).rejects.toThrow(DpopProofError)
  })

  it('refuses a private key inside', async () => {
    const proof = await makeProof({ header: { jwk: privateJwk } })
    await expect(verifyDpopProof(proof, ASKED)).rejects.toThrow(/public key alone/)
  })

  it.each(['ES384', 'PS256', 'RS256', 'EdDSA'])('takes and refuses proofs by %s', async alg => {
    const other = await createDpopKey(alg)
    const proof = await other.prove(ASKED.method, ASKED.url)
    expect((await verifyDpopProof(proof, ASKED)).jkt).toBe(other.jkt)
    const end = proof.endsWith('AAAA') ? 'BBBB' : 'AAAA'
    await expect(verifyDpopProof(`${proof.slice(0, -4)}${end}`, ASKED)).rejects.toThrow(
      DpopProofError,
    )
  })

  it('refuses another signature of a key that it knows, and a payload that is no object', async () => {
    const proof = await makeProof()
    await verifyDpopProof(proof, ASKED)
    const [header, payload, signature = ''] = proof.split('.')
    const other = (await makeProof({ payload: { jti: 'j2' } })).split('.')[2]
    for (const end of [other, `${signature}A`, signature.slice(1), `${signature}=`]) {
      await expect(verifyDpopProof(`${header}.${payload}.${end}`, ASKED)).rejects.toThrow(
        DpopProofError,
      )
    }
    for (const text of ['[]', '1', 'null', '{']) {
      const none = await new CompactSign(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(key)
      await expect(verifyDpopProof(none, ASKED)).rejects.toThrow(DpopProofError)
    }
  })

  it('refuses the key of somebody else', async () => {
    const other = await generateKeyPair('ES256', { extractable: true })
    const proof = await makeProof({ header: { jwk: await exportJWK(other.publicKey) } })
    await expect(verifyDpopProof(proof, ASKED)).rejects.toThrow(DpopProofError)
  })

  it.each(['none', 'HS256', 'HS512', 'ES256K', 'RSA1_5', ''])('refuses alg %j', async alg => {
    const [, payload, signature] = (await makeProof()).split('.')
    const header = Buffer.from(JSON.stringify({ alg, typ: 'dpop+jwt', jwk })).toString('base64url')
    for (const end of [signature, '']) {
      await expect(verifyDpopProof(`${header}.${payload}.${end}`, ASKED)).rejects.toThrow(
        DpopProofError,
      )
    }
  })

  it.each([null, '', 'x', 'a.b.c', 'a'.repeat(5000)])('refuses %j', async text => {
    await expect(verifyDpopProof(text, ASKED)).rejects.toThrow(DpopProofError)
  })

  it('refuses two proofs in one request, which arrive joined by a comma', async () => {
    const two = `${await makeProof()}, ${await makeProof()}`
    await expect(verifyDpopProof(two, ASKED)).rejects.toThrow(DpopProofError)
  })

  it('binds a proof to the access token that comes with it', async () => {
    const asked = { ...ASKED, accessToken: TOKEN }
    await expect(verifyDpopProof(await makeProof(), asked)).rejects.toThrow(/ath/)
    const wrong = await makeProof({ payload: { ath: `${ATH.slice(0, -1)}A` } })
    await expect(verifyDpopProof(wrong, asked)).rejects.toThrow(/ath/)
    const { createHash } = await import('node:crypto')
    const ath = createHash('sha256').update(TOKEN).digest('base64url')
    await expect(
      verifyDpopProof(await makeProof({ payload: { ath } }), asked),
    ).resolves.toBeTruthy()
  })
})
