import { RateLimiterMemory, RateLimiterPrisma, type RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { toNetwork } from '#lib/http/network.ts'
import { limited } from '#lib/http/problem.ts'
import { noteBudget } from '#lib/http/request-context.ts'
import { incrementMetric } from '#lib/metrics/tally.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { LIMITS, type Limit } from './limits.ts'
import { recordLimited } from './record-limited.ts'

type Limiter = RateLimiterPrisma | RateLimiterMemory
type Limiters = { store: RateLimiterPrisma; memory: RateLimiterMemory }

/** How long the store is left alone after an error, since each attempt to reach it may take a second. */
const STORE_PAUSE_MS = 1000

/**
 * Takes one attempt from the budget that `key` has of `limit`. Call it before the costly work: of parallel attempts,
 * exactly as many pass as the budget has (ASVS v5.0.0-6.3.1, 15.4.1).
 * @param key whose budget it is: parts joined by `|`. A part that is an IPv6 address counts as its /64.
 * @param tried the folded uid that somebody tries, for the audit event of a refusal.
 * @throws Problem 429 when the budget is used up. After its `Retry-After` there is a new budget.
 */
export async function takeAttempt(limit: Limit, key: string, tried = ''): Promise<void> {
  try {
    const state = await ask(limit, key, (limiter, name) => limiter.consume(name))
    note(limit, state.remainingPoints, state.msBeforeNext)
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal
    note(limit, 0, refusal.msBeforeNext)
    incrementMetric('latchkey_limits_reached_total', [limit])
    recordLimited(limit, tried)
    throw limited(refusal.msBeforeNext / 1000)
  }
}

/** Gives one attempt back to the budget of `key`, for an attempt that did not fail. */
export async function giveBackAttempt(limit: Limit, key: string): Promise<void> {
  const state = await ask(limit, key, (limiter, name) => limiter.reward(name))
  note(limit, LIMITS[limit].points - Math.max(0, state.consumedPoints), state.msBeforeNext)
}

/** Gives `key` its whole budget back. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await ask(limit, key, (limiter, name) => limiter.delete(name))
  note(limit, LIMITS[limit].points, LIMITS[limit].duration * 1000)
}

/**
 * Counts in the database, so that all processes and instances share a budget, and in memory while the database is
 * down. It always counts.
 */
async function ask<T>(
  limit: Limit,
  key: string,
  act: (limiter: Limiter, name: string) => Promise<T>,
): Promise<T> {
  const { store, memory } = limiters(limit)
  const name = key.split('|').map(toNetwork).join('|')
  const outage = onePerProcess('limiterOutage', () => ({ until: 0 }))
  await yieldToEventLoop()
  if (Date.now() >= outage.until) {
    try {
      return await awaitInTime(act(store, name))
    } catch (error) {
      if (isRefusal(error)) throw error
      outage.until = Date.now() + STORE_PAUSE_MS
      logError('attempts are counted in memory', error, { limit })
    }
  }
  return act(memory, name)
}

/** Notes for the answer what is left of a budget, unless it would tell how often others tried a uid. */
function note(limit: Limit, remaining: number, milliseconds: number): void {
  if (limit === 'signInUid') return
  const { points: quota, duration: window } = LIMITS[limit]
  noteBudget({ policy: limit, quota, window, remaining, reset: Math.ceil(milliseconds / 1000) })
}

/** Judges by shape: the limiter and its classes may be those of the other module graph. */
function isRefusal(error: unknown): error is RateLimiterRes {
  return typeof (error as Partial<RateLimiterRes>).msBeforeNext === 'number'
}

function limiters(limit: Limit): Limiters {
  return onePerProcess(`limiter.${limit}`, () => {
    const settings = { ...LIMITS[limit], keyPrefix: limit }
    const store = new RateLimiterPrisma({
      ...settings,
      storeClient: db(),
      tableName: 'rateLimit',
      // Further attempts then cost no query. Not at once, since some parallel attempts may be given back.
      inMemoryBlockOnConsumed: 2 * settings.points,
    })
    return { store, memory: new RateLimiterMemory(settings) }
  })
}
