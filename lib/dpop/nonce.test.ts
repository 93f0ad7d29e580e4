import { beforeAll, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { makeDpopNonce, readNonceAge } from './nonce.ts'

const [FIRST, SECOND] = [
  'a-key-of-32-bytes-for-this-test-only',
  'another-key-of-32-bytes-for-this-one',
]

function setKeys(...keys: string[]): void {
  env().secretKeys = keys
  forgetInstances()
}

beforeAll(() => {
  process.env.SECRET_KEY = FIRST
  setKeys(FIRST)
})

describe('nonces of DPoP', () => {
  it('are taken for five minutes', () => {
    const now = Date.now()
    const nonce = makeDpopNonce(now)
    expect(readNonceAge(nonce, now)).toBe(0)
    expect(readNonceAge(nonce, now + 299_000)).toBe(299_000)
    expect(readNonceAge(nonce, now + 300_000)).toBeNull()
  })

  it('are taken after SECRET_KEY has gained a new first key, and not without the old one', () => {
    const nonce = makeDpopNonce()
    setKeys(SECOND, FIRST)
    expect(readNonceAge(nonce)).not.toBeNull()
    setKeys(SECOND)
    expect(readNonceAge(nonce)).toBeNull()
    setKeys(FIRST)
  })

  it.each(['', 'made-up', '0.x', `zzzzzzzzzzzz.${'A'.repeat(43)}`])('refuses %j', text => {
    expect(readNonceAge(text)).toBeNull()
  })

  it('refuses one whose time was changed', () => {
    const [, mac] = makeDpopNonce().split('.')
    expect(readNonceAge(`${(Date.now() + 1).toString(36)}.${mac}`)).toBeNull()
  })
})
