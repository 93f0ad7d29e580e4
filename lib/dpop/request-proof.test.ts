import { beforeAll, describe, expect, it } from 'vitest'
import { listReplyHeaders } from '#lib/http/reply.ts'
import { createDpopKey, type DpopKey, type ProofDiffers } from '../../e2e/fixtures/dpop.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { makeDpopNonce } from './nonce.ts'
import { readRequestProof } from './request-proof.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
process.env.PUBLIC_URL = 'https://auth.example.com'
process.env.TRUST_PROXY = '1'
const MINUTE = 60_000

let key: DpopKey
beforeAll(async () => {
  forgetInstances()
  key = await createDpopKey()
})

/** A read as a proxy passes it on: the address that the client knows is that of PUBLIC_URL. */
async function makeRequest(differs: ProofDiffers = {}): Promise<Request> {
  const proof = await key.prove('GET', 'https://auth.example.com/api/id', differs)
  return new Request('http://127.0.0.1:3000/api/id?a=1', { headers: { DPoP: proof } })
}

const codeOf = (request: Request, nonce: 'required' | 'offered') =>
  readRequestProof(request, { nonce }).then(String, error => error.code)
const offered = (request: Request) =>
  listReplyHeaders(request).filter(([name]) => name === 'DPoP-Nonce').length

describe('readRequestProof', () => {
  it('is null without a proof', async () => {
    const request = new Request('http://localhost/api/id')
    expect(await readRequestProof(request, { nonce: 'required' })).toBeNull()
    expect(offered(request)).toBe(0)
  })

  it('offers a nonce where the clock of the client is wrong, which then gets on by it', async () => {
    const late = { iat: Math.floor(Date.now() / 1000) - 3600 }
    const request = await makeRequest({ payload: late })
    expect(await codeOf(request, 'offered')).toBe('invalid_dpop_proof')
    expect(offered(request)).toBe(1)
    const again = await makeRequest({ payload: late, nonce: makeDpopNonce() })
    expect((await readRequestProof(again, { nonce: 'required' }))?.jkt).toBe(key.jkt)
  })

  it('takes one for the address under PUBLIC_URL, and offers a nonce', async () => {
    const request = await makeRequest()
    const proof = await readRequestProof(request, { nonce: 'offered' })
    expect(proof?.jkt).toBe(key.jkt)
    expect(offered(request)).toBe(1)
  })

  it('offers another nonce only when half of the time of the old one is over', async () => {
    for (const [age, count] of [
      [2 * MINUTE, 0],
      [3 * MINUTE, 1],
    ] as const) {
      const request = await makeRequest({ nonce: makeDpopNonce(Date.now() - age) })
      expect(await readRequestProof(request, { nonce: 'required' })).toBeTruthy()
      expect(offered(request)).toBe(count)
    }
  })

  it('asks for a nonce where one is required', async () => {
    const request = await makeRequest()
    expect(await codeOf(request, 'required')).toBe('use_dpop_nonce')
    expect(offered(request)).toBe(1)
  })

  it.each(['required', 'offered'] as const)(
    'tells that a nonce is made up or old, where it is %s',
    async rule => {
      for (const nonce of ['made-up', makeDpopNonce(Date.now() - 5 * MINUTE)]) {
        const request = await makeRequest({ nonce })
        expect(await codeOf(request, rule)).toBe('use_dpop_nonce')
        expect(offered(request)).toBe(1)
      }
    },
  )

  it('takes a proof once', async () => {
    const request = await makeRequest({ nonce: makeDpopNonce() })
    expect(await readRequestProof(request, { nonce: 'offered' })).toBeTruthy()
    expect(await codeOf(request, 'offered')).toBe('invalid_dpop_proof')
  })

  it('takes the same jti of another key', async () => {
    const other = await createDpopKey()
    const payload = { jti: 'the-same' }
    const request = await makeRequest({ payload })
    expect(await codeOf(request, 'offered')).not.toBe('invalid_dpop_proof')
    const proof = await other.prove('GET', 'https://auth.example.com/api/id', { payload })
    const another = new Request('http://127.0.0.1/api/id', { headers: { DPoP: proof } })
    expect((await readRequestProof(another, { nonce: 'offered' }))?.jkt).toBe(other.jkt)
  })

  it('refuses one for the address behind the proxy', async () => {
    const proof = await key.prove('GET', 'http://127.0.0.1:3000/api/id')
    const request = new Request('http://127.0.0.1:3000/api/id', { headers: { DPoP: proof } })
    expect(await codeOf(request, 'offered')).toBe('invalid_dpop_proof')
  })
})
