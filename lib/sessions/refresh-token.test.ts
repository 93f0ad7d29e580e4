import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { deriveSuccessors, hashRefreshToken, makeRefreshToken } from './refresh-token.ts'

const [first, second] = [
  'first-key-of-the-ring-0123456789abcdef',
  'second-key-of-the-ring-0123456789abc',
]
process.env.SECRET_KEY = first

function setRing(...ring: string[]): void {
  env().secretKeys = ring
  forgetInstances()
}

afterEach(() => setRing(first))

describe('newRefreshToken', () => {
  it('has 256 bits, and never the same', () => {
    const tokens = Array.from({ length: 100 }, makeRefreshToken)
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
  })
})

describe('refreshTokenId', () => {
  it('is the SHA-256 of the token', () => {
    const token = makeRefreshToken()
    expect(hashRefreshToken(token)).toBe(createHash('sha256').update(token).digest('hex'))
  })
})

describe('successors', () => {
  const token = 'a-token'

  it('are the same each time, and others for another token', () => {
    expect(deriveSuccessors(token)).toEqual(deriveSuccessors(token))
    expect(deriveSuccessors('another')).not.toEqual(deriveSuccessors(token))
    expect(deriveSuccessors(token)[0]).toMatch(/^[\w-]{43}$/)
  })

  it('are nothing that one can make without the key', () => {
    const before = deriveSuccessors(token)
    setRing(second)
    expect(deriveSuccessors(token)).not.toEqual(before)
  })

  it('lead with that of the first key, and keep those of the others', () => {
    const [old] = deriveSuccessors(token)
    setRing(second, first)
    const [next, ...older] = deriveSuccessors(token)
    expect(older).toEqual([old])
    setRing(second)
    expect(deriveSuccessors(token)).toEqual([next])
  })
})

describe('derivedKeys', () => {
  it('are others for each purpose, and none is the secret', () => {
    const [one, other] = [deriveKeys('refresh-token')[0], deriveKeys('signing-key')[0]]
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false)
    expect([one?.length, other?.length]).toEqual([32, 32])
    expect(`${one} ${other}`).not.toContain(first)
  })
})
