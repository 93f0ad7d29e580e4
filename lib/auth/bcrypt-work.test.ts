import * as bcrypt from 'bcryptjs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { spendRest, spendRounds, timed } from './bcrypt-work.ts'
import { compareHash } from './password-hash.ts'

vi.mock('bcryptjs', { spy: true })

const spent = vi.mocked(bcrypt.hashSync)
const rounds = () =>
  spent.mock.calls
    .map(([, setting]) => 2 ** bcrypt.getRounds(String(setting)))
    .reduce((sum, each) => sum + each, 0)
beforeEach(() => {
  spent.mockClear()
})

describe('the work of bcrypt', () => {
  it.each([
    [-100, 0],
    [0, 0],
    [15, 0],
    [16, 16],
    [100, 96],
    [2 ** 9 - 2 ** 5, 2 ** 9 - 2 ** 5],
    [999.5, 992],
  ])('of %d rounds is %i', (asked, done) => {
    spendRounds(asked)
    expect(rounds()).toBe(done)
  })

  it('is a whole evaluation after nothing, and a quarter after too much', () => {
    spendRest(0, 8)
    expect(rounds()).toBe(2 ** 8)
    spent.mockClear()
    spendRest(60_000_000, 8)
    expect(rounds()).toBe(2 ** 6)
  })

  it('is less after more', () => {
    const { micros } = timed(() => spendRounds(2 ** 8))
    spent.mockClear()
    spendRest(micros / 2, 10)
    expect(rounds()).toBeGreaterThan(2 ** 8)
    expect(rounds()).toBeLessThan(2 ** 10)
  })

  it('follows a wrong password for a hash of another program', () => {
    const quick = `pbkdf2:sha1:1$salt$${'0'.repeat(40)}`
    compareHash('wrong', quick, 6)
    expect(rounds()).toBeGreaterThanOrEqual(2 ** 4)
    expect(rounds()).toBeLessThanOrEqual(2 ** 6)
  })
})
