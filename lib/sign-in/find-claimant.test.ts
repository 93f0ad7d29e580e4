import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInRequest } from '#lib/http/request-context.ts'
import { buildRateLimitHeaders } from '#lib/server/rate-limit-headers.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { findClaimant } from './find-claimant.ts'

describe.each(engines)('signing in by an address on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    await addUser({ uid: 'ada', email: 'Ada@Example.org', emailVerified: true })
    await addUser({ uid: 'typed', email: 'typed@example.org' })
    await addUser({ uid: 'first@example.org' })
    await addUser({ uid: 'second', email: 'first@example.org', emailVerified: true })
    await addUser({ uid: 'plus', email: 'ada+plus@example.org', emailVerified: true })
  }, 60_000)
  afterAll(() => stop())

  it.each([
    ['a user ID', 'ada', 'ada'],
    ['a verified address', 'ada@example.org', 'ada'],
    ['a verified address in another case', 'ADA@EXAMPLE.ORG', 'ada'],
    ['full-width letters of it', 'ａｄａ＠example.org', 'ada'],
    ['an address with a plus, which is another one', 'ada+plus@example.org', 'plus'],
    ['an address with a plus that nobody has', 'ada+other@example.org', null],
    ['an address with accents, which are letters of their own', 'àda@example.org', null],
    ['an address that nobody has verified', 'typed@example.org', null],
    [
      'what is the user ID of one and the address of another',
      'first@example.org',
      'first@example.org',
    ],
    ['nothing', '', null],
    ['an address of 300 characters', `${'a'.repeat(300)}@example.org`, null],
  ])('takes %s', async (_, typed, uid) => {
    expect((await findClaimant(typed))?.uid ?? null).toBe(uid)
  })

  const signIn = (uid: string, password: string, address: string) =>
    signInByCookie({ uid, password }, { address, agent: '', origin: '' }).then(
      ({ user }) => user.uid,
      error => error.code,
    )

  it('signs in by it, and refuses an unverified one like an unknown one', async () => {
    const home = newAddress()
    expect(await signIn('ADA@example.org', PASSWORD, home)).toBe('ada')
    expect(await signIn('ada@example.org', 'wrong', home)).toBe('invalid_credentials')
    expect(await signIn('typed@example.org', PASSWORD, home)).toBe('invalid_credentials')
    expect(await signIn('nobody@example.org', PASSWORD, home)).toBe('invalid_credentials')
  })

  it('counts failures by address and by user ID together', async () => {
    const home = newAddress()
    for (let i = 0; i < 10; i++) {
      expect(await signIn('ada', 'wrong', home)).toBe('invalid_credentials')
      expect(await signIn('ada@example.org', 'wrong', home)).toBe('invalid_credentials')
    }
    expect(await signIn('ada', PASSWORD, home)).toBe('limited')
    expect(await signIn('ada@example.org', PASSWORD, home)).toBe('limited')
    expect(await signIn('ada', PASSWORD, newAddress())).toBe('ada')
  })

  it('does not say by the budget that is left whose address it is', async () => {
    const home = newAddress()
    const tell = (uid: string) =>
      runInRequest(new Headers(), async () => {
        await signIn(uid, 'wrong', home)
        return Object.fromEntries(buildRateLimitHeaders())
      })
    expect((await tell('ada')).RateLimit).toMatch(/"sign-in-address";r=99.*"sign-in";r=19/)
    expect((await tell('ada@example.org')).RateLimit).toMatch(/^"sign-in-address";r=98;t=\d+$/)
    expect((await tell('nobody@example.org')).RateLimit).toMatch(/^"sign-in-address";r=97;t=\d+$/)
  })
})
