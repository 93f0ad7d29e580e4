import { describe, expect, it } from 'vitest'
import { isCodeChallenge, isVerifierOf } from './pkce.ts'

// RFC 7636 appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

describe('isVerifierOf', () => {
  it('takes the verifier of the specification', () => {
    expect(isVerifierOf(CHALLENGE, VERIFIER)).toBe(true)
  })

  it.each([
    ['another verifier', CHALLENGE, `${VERIFIER.slice(0, -1)}j`],
    ['the challenge itself, as the method plain would', CHALLENGE, CHALLENGE],
    ['a verifier that is too short', CHALLENGE, VERIFIER.slice(1)],
    ['a verifier that is too long', CHALLENGE, 'a'.repeat(129)],
    ['a character outside the alphabet', CHALLENGE, `${VERIFIER.slice(0, -1)}+`],
    ['no verifier', CHALLENGE, ''],
    ['a challenge of another length', CHALLENGE.slice(1), VERIFIER],
  ])('refuses %s', (_, challenge, verifier) => {
    expect(isVerifierOf(challenge, verifier)).toBe(false)
  })
})

describe('isCodeChallenge', () => {
  it.each([
    [CHALLENGE, true],
    [`${CHALLENGE}=`, false],
    [CHALLENGE.slice(1), false],
    [CHALLENGE.replace('-', '+'), false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isCodeChallenge(text)).toBe(expected)
  })
})
