import { expect, it } from 'vitest'
import { computeAcr } from './acr.ts'

it.each([
  [[], 'urn:latchkey:1fa'],
  [['pwd'], 'urn:latchkey:1fa'],
  [['otp'], 'urn:latchkey:1fa'],
  [['pwd', 'kba'], 'urn:latchkey:1fa'],
  [['fed'], 'urn:latchkey:1fa'],
  [['pwd', 'otp'], 'urn:latchkey:2fa'],
  [['hwk', 'user'], 'urn:latchkey:2fa'],
  [['fed', 'mfa'], 'urn:latchkey:2fa'],
])('%j: %s', (amr, acr) => {
  expect(computeAcr(amr)).toBe(acr)
})
