import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toLowS } from './low-s.ts'

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const dsaEncoding = 'ieee-p1363'
const text = Buffer.from('text')

const withS = (s: bigint) =>
  Buffer.concat([
    Buffer.alloc(32, 1),
    Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
  ]).toString('base64url')

describe('toLowS', () => {
  it('keeps a signature valid, with an s of at most half the order', () => {
    for (let i = 0; i < 40; i++) {
      const signature = sign('sha256', text, { key: privateKey, dsaEncoding }).toString('base64url')
      const low = toLowS(signature)
      const bytes = Buffer.from(low, 'base64url')
      expect(bytes).toHaveLength(64)
      expect(verify('sha256', text, { key: publicKey, dsaEncoding }, bytes)).toBe(true)
      expect(BigInt(`0x${bytes.subarray(32).toString('hex')}`) <= ORDER / 2n).toBe(true)
      expect(toLowS(low)).toBe(low)
    }
  })

  it.each([
    ['half of the order stays', ORDER / 2n, ORDER / 2n],
    ['one more does not', ORDER / 2n + 1n, ORDER / 2n],
    ['the largest becomes 1', ORDER - 1n, 1n],
    ['a value that cannot be s stays', ORDER, ORDER],
  ])('%s', (_, s, low) => {
    expect(toLowS(withS(s))).toBe(withS(low))
  })
})
