import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { restartWithKeys } from './key-ring.fixture.ts'
import { deriveSuccessors, hashRefreshToken, makeRefreshToken } from './refresh-token.ts'

const [first, second] = [
  'first-key-of-the-ring-0123456789abcdef',
  'second-key-of-the-ring-0123456789abc',
]
process.env.SECRET_KEY = first

afterEach(() => restartWithKeys(first))

describe('makeRefreshToken', () => {
  it('gives 256 bits, and never the same twice', () => {
    const tokens = Array.from({ length: 100 }, makeRefreshToken)
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
  })
})

describe('hashRefreshToken', () => {
  it('gives a MAC of the token, which tells nothing about it or what follows it', () => {
    const token = makeRefreshToken()
    expect(hashRefreshToken(token)).toMatch(/^[\da-f]{64}$/)
    expect(hashRefreshToken(token)).not.toBe(createHash('sha256').update(token).digest('hex'))
    const [next] = deriveSuccessors(token)
    expect(hashRefreshToken(token)).not.toBe(Buffer.from(next, 'base64url').toString('hex'))
  })
})

describe('deriveSuccessors', () => {
  const token = 'a-token'

  it('gives the same tokens each time, and others for another token', () => {
    expect(deriveSuccessors(token)).toEqual(deriveSuccessors(token))
    expect(deriveSuccessors('another')).not.toEqual(deriveSuccessors(token))
    expect(deriveSuccessors(token)[0]).toMatch(/^[\w-]{43}$/)
  })

  it('gives tokens that nobody can derive without the key', () => {
    const before = deriveSuccessors(token)
    restartWithKeys(second)
    expect(deriveSuccessors(token)).not.toEqual(before)
  })

  it('gives the token of the first key first, and keeps those of the others', () => {
    const [old] = deriveSuccessors(token)
    restartWithKeys(second, first)
    const [next, ...older] = deriveSuccessors(token)
    expect(older).toEqual([old])
    restartWithKeys(second)
    expect(deriveSuccessors(token)).toEqual([next])
  })
})

describe('deriveKeys', () => {
  it('gives another key for each purpose, and never the secret itself', () => {
    const [one, other] = [deriveKeys('refresh-token')[0], deriveKeys('signing-key')[0]]
    expect(one.equals(other)).toBe(false)
    expect([one.symmetricKeySize, other.symmetricKeySize]).toEqual([32, 32])
    expect(`${one.export()} ${other.export()}`).not.toContain(first)
  })
})
