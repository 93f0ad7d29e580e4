import { RateLimiterMemory, RateLimiterPrisma, type RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#lib/db.ts'
import { onePerProcess } from '#lib/one-per-process.ts'
import { turn } from '#lib/turn.ts'
import { limited } from './problem.ts'

/** How many attempts (`points`) one key has in a window of `duration` seconds that its first one opens. */
const LIMITS = {
  /** Failed sign-ins of one uid from one address. 15 minutes is the longest that a victim is locked out. */
  signIn: { points: 20, duration: 900 },
  /** Failed sign-ins from one address, whoever they name: a class room behind one address must fit. */
  signInAddress: { points: 100, duration: 900 },
  /** Wrong current passwords of one user who changes theirs. */
  passwordChange: { points: 10, duration: 900 },
  /** Links for a new password that were void, from one address. */
  passwordReset: { points: 100, duration: 900 },
  /** Accounts that one address may create. */
  signUp: { points: 100, duration: 3600 },
  /** Pictures that one user may send. */
  avatar: { points: 60, duration: 3600 },
} as const

type Limit = keyof typeof LIMITS

/**
 * Takes one attempt of `key` from the budget `limit`, before whatever costs something is done: of parallel
 * attempts exactly as many get through as the budget has (ASVS v5.0.0-6.3.1, 15.4.1).
 * @throws Problem 429 with `Retry-After` when the budget is used up.
 */
export async function takeAttempt(limit: Limit, key: string): Promise<void> {
  await turn()
  try {
    await limiter(limit).consume(key)
  } catch (refusal) {
    if (isRefusal(refusal)) throw limited(refusal.msBeforeNext / 1000)
    throw refusal
  }
}

/** Gives one attempt back, since it did not fail. */
export async function giveBackAttempt(limit: Limit, key: string): Promise<void> {
  await turn()
  await limiter(limit).reward(key)
}

/** Gives the whole budget of `key` back. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await turn()
  await limiter(limit).delete(key)
}

/** By shape: the limiter may be the other module graph's, and so its classes. */
function isRefusal(error: unknown): error is RateLimiterRes {
  return typeof (error as Partial<RateLimiterRes>).msBeforeNext === 'number'
}

/** Counts in the database, so that every process and instance shares a budget; in memory while it is down. */
function limiter(limit: Limit): RateLimiterPrisma {
  return onePerProcess(`limiter.${limit}`, () => {
    const settings = { ...LIMITS[limit], keyPrefix: limit }
    return new RateLimiterPrisma({
      ...settings,
      storeClient: db(),
      tableName: 'rateLimit',
      inMemoryBlockOnConsumed: settings.points + 1,
      insuranceLimiter: new RateLimiterMemory(settings),
    })
  })
}
