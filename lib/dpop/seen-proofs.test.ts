import { expect, it } from 'vitest'
import { takeProof } from './seen-proofs.ts'

const proof = (jti: string) => ({
  jkt: 'k',
  jti,
  iat: Math.floor(Date.now() / 1000),
  nonce: null,
})
const isTaken = (jti: string) =>
  takeProof(proof(jti), 'GET').then(
    () => true,
    () => false,
  )

it('remembers the proofs of reads, and forgets the oldest of too many', async () => {
  expect(await isTaken('first')).toBe(true)
  expect(await isTaken('first')).toBe(false)
  for (let i = 0; i < 100_000; i++) await takeProof(proof(`more-${i}`), 'GET')
  expect(await isTaken('more-99999')).toBe(false)
  expect(await isTaken('first')).toBe(true)
})
