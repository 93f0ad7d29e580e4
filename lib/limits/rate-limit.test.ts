import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { runInRequest } from '#lib/http/request-context.ts'
import { buildRateLimitHeaders } from '#lib/server/rate-limit-headers.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { LIMITS } from './limits.ts'
import { forgetAttempts, giveBackAttempt, takeAttempt } from './rate-limit.ts'

const { points, duration } = LIMITS.passwordChange

/** How many of `count` parallel attempts pass. All others must be limited. */
async function passing(count: number, key: (i: number) => string): Promise<number> {
  const attempts = Array.from({ length: count }, (_, i) => takeAttempt('passwordChange', key(i)))
  const results = await Promise.allSettled(attempts)
  const refusals = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  expect(refusals.filter(error => !(error instanceof Problem && error.status === 429))).toEqual([])
  return count - refusals.length
}

async function refusalOf(attempt: Promise<void>): Promise<Problem> {
  const refusal = await attempt.then(
    () => null,
    error => error,
  )
  expect(refusal).toBeInstanceOf(Problem)
  return refusal
}

/** The headers about limits of a request in which `act` runs. */
const headersOf = (act: () => Promise<unknown>) =>
  runInRequest(new Headers(), async () => {
    await act().catch(() => {})
    return Object.fromEntries(buildRateLimitHeaders())
  })

/** Has the clock stand still, however long queries take. */
const stopClock = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
afterEach(() => void vi.useRealTimers())

describe.each(engines)('limits on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it('lets exactly as many of parallel attempts through as the budget has', async () => {
    expect(await passing(50, () => 'parallel')).toBe(points)
    expect(await passing(50, () => 'parallel')).toBe(0)
  })

  it('counts an IPv6 customer as one, and an IPv4 address as one in any spelling', async () => {
    expect(await passing(50, i => `toby|2001:db8:1:2::${i.toString(16)}`)).toBe(points)
    expect(await passing(1, () => 'toby|2001:db8:1:3::1')).toBe(1)
    expect(await passing(15, () => '192.0.2.1')).toBe(points)
    expect(await passing(1, () => '::ffff:192.0.2.1')).toBe(0)
  })

  it('counts the /56 and the /48 of an IPv6 address too, with budgets that grow', async () => {
    // A client at each address of one network after the other, each of which has a /64 of its own.
    const address = (i: number, j: number) => `2001:db8:7:${(i * 256 + j).toString(16)}::1`
    expect(await passing(5 * points, i => address(1, i))).toBe(4 * points)
    expect(await passing(1, () => address(2, 0))).toBe(1)
    let passed = 4 * points + 1
    for (let i = 2; i < 8; i++) passed += await passing(4 * points, j => address(i, j + 1))
    expect(passed).toBe(16 * points)
    expect(await passing(1, () => '2001:db8:8::1')).toBe(1)
  })

  it('takes nothing from the /64 of a client whose /48 has used up its budget', async () => {
    const key = 'nearby|2001:db8:7:ff00::1'
    for (let i = 0; i < 16 * points; i++) {
      const other = `nearby|2001:db8:7:${(i * 256).toString(16).slice(-4)}::1`
      await takeAttempt('passwordChange', other).catch(() => {})
    }
    await expect(takeAttempt('passwordChange', key)).rejects.toMatchObject({ status: 429 })
    const rows = await db().rateLimit.findMany({
      where: { key: { contains: '2001:db8:7:ff00::/64' } },
    })
    expect(rows.every(row => row.points <= points)).toBe(true)
  })

  it('gives back what did not fail, even when more attempts came at once than the budget has', async () => {
    expect(await passing(points + 5, () => 'given')).toBe(points)
    for (let i = 0; i < 8; i++) await giveBackAttempt('passwordChange', 'given')
    expect(await passing(8, () => 'given')).toBe(3)
    await forgetAttempts('passwordChange', 'given')
    expect(await passing(50, () => 'given')).toBe(points)
  })

  it('lets attempts through again after Retry-After', async () => {
    stopClock()
    await passing(points, () => 'exact')
    const expire = new Date(Date.now() + 1100)
    await db().rateLimit.update({ where: { key: 'passwordChange:exact' }, data: { expire } })
    const refusal = await refusalOf(takeAttempt('passwordChange', 'exact'))
    expect(refusal.headers).toEqual([['Retry-After', '2']])
    vi.setSystemTime(Date.now() + 2000)
    await takeAttempt('passwordChange', 'exact')
  })

  it('tells the client what is left', async () => {
    stopClock()
    const policy = `"password-change";q=${points};w=${duration}`
    const header = (rest: string) => ({
      'RateLimit-Policy': policy,
      RateLimit: `"password-change";${rest}`,
    })
    const take = () => takeAttempt('passwordChange', 'told')
    expect(await headersOf(take)).toEqual(header(`r=${points - 1};t=${duration}`))
    expect(await headersOf(() => giveBackAttempt('passwordChange', 'told'))).toMatchObject(
      header(`r=${points};t=${duration}`),
    )
    await passing(points, () => 'told')
    expect(await headersOf(take)).toEqual(header(`r=0;t=${duration}`))
    expect(await headersOf(() => takeAttempt('signInUid', 'told'))).toEqual({})
    expect(
      await headersOf(async () => {
        await takeAttempt('signInAddress', '192.0.2.9')
        await takeAttempt('signIn', 'told|192.0.2.9')
      }),
    ).toEqual({
      'RateLimit-Policy': '"sign-in-address";q=100;w=900, "sign-in";q=20;w=900',
      RateLimit: '"sign-in-address";r=99;t=900, "sign-in";r=19;t=900',
    })
  })

  it('counts in memory while the store is down, and in the store again afterwards', async () => {
    stopClock()
    await db().$executeRaw`ALTER TABLE "RateLimit" RENAME TO "Away"`
    expect(await passing(50, () => 'outage')).toBe(points)
    await giveBackAttempt('passwordChange', 'outage')
    expect(await passing(5, () => 'outage')).toBe(0)
    await db().$executeRaw`ALTER TABLE "Away" RENAME TO "RateLimit"`
    vi.setSystemTime(Date.now() + 1000)
    await takeAttempt('passwordChange', 'recovered')
    const row = await db().rateLimit.findUnique({ where: { key: 'passwordChange:recovered' } })
    expect(row?.points).toBe(1)
  })

  it('counts in memory when the connection is gone for good', async () => {
    await closeDb()
    expect(await passing(50, () => 'closed')).toBe(points)
  })
})
