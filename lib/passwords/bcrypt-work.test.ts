import * as bcrypt from 'bcryptjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { spendRest, spendRounds } from './bcrypt-work.ts'
import { compareHash } from './hash.ts'

vi.mock('bcryptjs', { spy: true })

const spent = vi.mocked(bcrypt.hashSync)
const rounds = () =>
  spent.mock.calls
    .map(([, setting]) => 2 ** bcrypt.getRounds(String(setting)))
    .reduce((sum, each) => sum + each, 0)
beforeEach(() => {
  spent.mockClear()
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('spending the time of bcrypt', () => {
  it.each([
    [-100, 0],
    [0, 0],
    [15, 0],
    [16, 16],
    [100, 96],
    [2 ** 9 - 2 ** 5, 2 ** 9 - 2 ** 5],
    [999.5, 992],
  ])('spends %d rounds as %i', (asked, done) => {
    spendRounds(asked)
    expect(rounds()).toBe(done)
  })

  it.each([
    [0, 1024],
    [300, 256 + 464],
    [768, 256],
    [60_000_000, 256],
  ])('after %i µs, where a round takes one, spends the rest of 1024 rounds: %i', (micros, done) => {
    vi.spyOn(performance, 'now').mockImplementation(() => rounds() / 1000)
    spendRest(micros, 10)
    expect(rounds()).toBe(done)
  })

  it('happens after a wrong password for a hash of another program', () => {
    const quick = `pbkdf2:sha1:1$salt$${'0'.repeat(40)}`
    compareHash('wrong', quick, 6)
    expect(rounds()).toBeGreaterThanOrEqual(2 ** 4)
    expect(rounds()).toBeLessThanOrEqual(2 ** 6)
  })
})
