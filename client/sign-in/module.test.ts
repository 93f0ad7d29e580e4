import { calculateJwkThumbprint, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { verifyDpopProof } from '#lib/dpop/proof.ts'
import * as module from './module.ts'
import { makeKey } from './proof.ts'

const url = new URL('https://auth.example.com/api/users?limit=1')

it('the module offers what /client.js takes from it', () => {
  expect(Object.keys(module).sort()).toEqual([
    'findCause',
    'finishReturn',
    'login',
    'prove',
    'readRecord',
    'signIn',
    'signOutAtServer',
    'writeRecord',
  ])
})

describe('a proof', () => {
  it('holds for its request, its token and its nonce', async () => {
    const key = await makeKey()
    const proof = await module.prove(key, { method: 'GET', url, access: 'a.b.c', nonce: 'n-1' })
    const asked = { method: 'GET', url: url.href, accessToken: 'a.b.c' }
    expect(await verifyDpopProof(proof, asked)).toMatchObject({
      jkt: await calculateJwkThumbprint(key.jwk as JWK),
      nonce: 'n-1',
    })
    await expect(verifyDpopProof(proof, { ...asked, accessToken: 'other' })).rejects.toThrow('ath')
  })

  it('needs neither, and is another each time', async () => {
    const key = await makeKey()
    const proven = { method: 'POST', url, access: '', nonce: null }
    const proofs = [await module.prove(key, proven), await module.prove(key, proven)]
    const read = await Promise.all(
      proofs.map(proof => verifyDpopProof(proof, { method: 'POST', url: url.href })),
    )
    expect(read.map(({ nonce }) => nonce)).toEqual([null, null])
    expect(new Set(read.map(({ jti }) => jti)).size).toBe(2)
  })

  it('comes of a key that no script can export', async () => {
    const { privateKey, jwk } = await makeKey()
    expect(Object.keys(jwk)).toEqual(['kty', 'crv', 'x', 'y'])
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow()
  })
})
