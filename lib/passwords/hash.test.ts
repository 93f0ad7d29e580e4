import * as bcrypt from 'bcryptjs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { compareHash, makeHash } from './hash.ts'

vi.mock('bcryptjs', { spy: true })

const cost = 4
const matches = (password: string, stored: string | null) => compareHash(password, stored, cost).ok

// passlib 1.7.4, known_correct_hashes of its tests for bcrypt_sha256 (version 2) and bcrypt.
const long = '$bcrypt-sha256$v=2,t=2b,r=5$'
const vectors = [
  ['', `${long}E/e/2AOhqM5W/KJTFQzLce$WFPIZKtDDTriqWwlmRFfHiOTeheAZWe`],
  ['password', `${long}5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS`],
  ['t\u00e1\u0411\u2113\u0259', `${long}.US1fQ4TQS.ZTz/uJ5Kyn.$pzzgp40k8reM1CuQb03PvE0IDPQSdV6`],
  ['abc123'.repeat(12), `${long}X1g1nh3g0v4h6970O68cxe$zu1cloESVFIOsUIo7fCEgkdHaI9SSue`],
  [`${'abc123'.repeat(12)}qwr`, `${long}X1g1nh3g0v4h6970O68cxe$CBF9csfEdW68xv3DwE6xSULXMtqEFP.`],
  [`${'abc123'.repeat(12)}xyz`, `${long}X1g1nh3g0v4h6970O68cxe$zC/1UDUG2ofEXB6Onr2vvyFzfhEOS3S`],
  ['U*U*U*U*', '$2a$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O'],
] as const

describe('makeHash', () => {
  it.each([
    ['eight letters', 'abcdefgh', '$2b$04$'],
    ['72 bytes', 'a'.repeat(72), '$2b$04$'],
    ['73 bytes', 'a'.repeat(73), '$bcrypt-sha256$v=2,t=2b,r=4$'],
    ['37 characters of two bytes', 'é'.repeat(37), '$bcrypt-sha256$v=2,t=2b,r=4$'],
    ['64 emoji of four bytes', '🔑'.repeat(64), '$bcrypt-sha256$v=2,t=2b,r=4$'],
    ['256 characters', 'x'.repeat(256), '$bcrypt-sha256$v=2,t=2b,r=4$'],
    ['256 emoji of four bytes', '🔑'.repeat(256), '$bcrypt-sha256$v=2,t=2b,r=4$'],
    ['a NUL', 'abcd\0efgh', '$bcrypt-sha256$v=2,t=2b,r=4$'],
  ])('makes a hash of %s that matches', (_name, password, start) => {
    const stored = makeHash(password, cost)
    expect(stored.startsWith(start)).toBe(true)
    expect(compareHash(password, stored, cost)).toEqual({ ok: true, rehash: false })
    expect(makeHash(password, cost)).not.toBe(stored)
  })

  it.each([
    ['a lone surrogate', 'abcdefg\ud800'],
    ['over 2048 units', 'a'.repeat(2049)],
  ])('refuses %s', (_name, password) => {
    expect(() => makeHash(password, cost)).toThrow(RangeError)
  })
})

describe('compareHash', () => {
  it.each(vectors)('agrees with passlib about %j', (password, stored) => {
    expect(matches(password, stored)).toBe(true)
    expect(matches(`${password}x`, stored)).toBe(false)
  })

  it.each([
    ['another case', 'Correct horse', 'correct horse'],
    ['a 72-byte prefix with another tail', `${'a'.repeat(72)}b`, `${'a'.repeat(72)}c`],
    ['the 72-byte prefix of a longer one', `${'a'.repeat(72)}b`, 'a'.repeat(72)],
    ['a tail after 72 bytes', 'a'.repeat(72), `${'a'.repeat(72)}b`],
    ['one cut at a NUL', 'abcdefgh\0ijkl', 'abcdefgh'],
    ['one with another tail after a NUL', 'abcdefgh\0ijkl', 'abcdefgh\0mnop'],
    ['one that bcrypt would read cyclically', 'abcdefgh', 'abcdefgh\0abcdefgh'],
    ['a trailing blank', 'abcdefgh', 'abcdefgh '],
    ['64 emoji but for the last', '🔑'.repeat(64), `${'🔑'.repeat(63)}🔒`],
    ['256 characters but for the last', 'x'.repeat(256), `${'x'.repeat(255)}y`],
    ['a compatibility form (NFC, not NFKC)', 'ﬁdelity', 'fidelity'],
    ['another lone surrogate', 'abcdefg\ufffd', 'abcdefg\ud801'],
    ['nothing', 'abcdefgh', ''],
  ])('refuses %s', (_name, password, other) => {
    expect(matches(other, makeHash(password, cost))).toBe(false)
  })

  it('takes NFC and NFD as one password', () => {
    const text = 'Ångström café'
    expect(matches(text.normalize('NFD'), makeHash(text.normalize('NFC'), cost))).toBe(true)
    expect(matches(text.normalize('NFC'), makeHash(text.normalize('NFD'), cost))).toBe(true)
  })

  it.each([
    [''],
    ['$2b$04$'],
    ['$2b$99$abcdefghijklmnopqrstuuHQRMHradWrjjbPcbpK37RVvfSYCXoLy'],
    ['$bcrypt-sha256$2b,5$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu'],
    ['$bcrypt-sha256$v=1,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS'],
    ['$bcrypt-sha256$v=2,t=2b,r=05$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS'],
    ['$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKF!PE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS'],
  ])('refuses the unreadable hash %j', stored => {
    expect(matches('password', stored)).toBe(false)
  })

  it.each([
    [3, 4, false],
    [5, 5, false],
    [5, 6, true],
    [6, 5, false],
  ])('a hash of cost %i, where the cost is now %i, needs a new one: %s', (made, due, rehash) => {
    for (const password of ['abcdefgh', 'é'.repeat(60)]) {
      const stored = makeHash(password, Math.max(4, made))
      expect(compareHash(password, stored, due)).toEqual({ ok: true, rehash })
      expect(compareHash('other one', stored, due)).toEqual({ ok: false, rehash: false })
    }
  })
})

describe('the work of a comparison that fails', () => {
  const evaluate = vi.mocked(bcrypt.hashSync)
  const costs = () => evaluate.mock.calls.map(([, setting]) => bcrypt.getRounds(String(setting)))
  const due = 6
  const plain = makeHash('right one', due)
  beforeEach(() => {
    evaluate.mockClear()
  })

  it.each([
    ['wrong', 'wrong one', plain],
    ['wrong, long form', 'wrong one', makeHash('é'.repeat(60), due)],
    ['over 72 bytes', 'a'.repeat(73), plain],
    ['with a NUL', 'right one\0', plain],
    ['over 2048 units', 'a'.repeat(65_536), plain],
    ['not well-formed', '\ud800', plain],
    ['for no user', 'right one', null],
    ['for no user, over 72 bytes', 'a'.repeat(73), null],
    ['for an unreadable hash', 'right one', 'md5'],
  ])('is one evaluation: a password %s', (_name, password, stored) => {
    expect(compareHash(password, stored, due)).toEqual({ ok: false, rehash: false })
    expect(costs()).toEqual([due])
  })

  it('is the same for a hash of lower cost', () => {
    const stored = makeHash('right one', 4)
    evaluate.mockClear()
    compareHash('wrong one', stored, due)
    const rounds = costs().map(each => 2 ** each)
    expect(rounds.reduce((sum, each) => sum + each)).toBe(2 ** due)
  })
})
