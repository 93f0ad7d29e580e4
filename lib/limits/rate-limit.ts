import { RateLimiterMemory, RateLimiterPrisma, type RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { hasIpv6Network, toNetwork } from '#lib/http/network.ts'
import { limited } from '#lib/http/problem.ts'
import { noteBudget } from '#lib/http/request-context.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Asker } from '#lib/identity/viewer.ts'
import { incrementMetric } from '#lib/metrics/tally.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { IN_MEMORY, LIMITS, type Limit } from './limits.ts'
import { recordLimited } from './record-limited.ts'

type Limiter = RateLimiterPrisma | RateLimiterMemory
type Limiters = { store: RateLimiterPrisma; memory: RateLimiterMemory }

/** How long the store is left alone after an error, since each attempt to reach it may take a second. */
const STORE_PAUSE_MS = 1000

/**
 * The networks of an IPv6 address that share a budget, by the length of their prefix, and how many times the budget of
 * a /64 they have. Providers give customers a /64, a /56 or a /48 (RFC 6177 §2): whoever has a larger one must not have
 * 256 or 65,536 budgets.
 */
const NETWORKS = [
  { prefix: 64, factor: 1 },
  { prefix: 56, factor: 4 },
  { prefix: 48, factor: 16 },
] as const
type Network = (typeof NETWORKS)[number]

/**
 * Takes one attempt from the budget that `key` has of `limit`. Call it before the costly work: of parallel attempts,
 * exactly as many pass as the budget has (ASVS v5.0.0-6.3.1, 15.4.1).
 * @param key whose budget it is: parts joined by `|`. A part that is an IPv6 address counts as its /64, and also for
 *   its /56 and /48, which have larger budgets.
 * @param tried the folded uid that somebody tries, for the audit event of a refusal.
 * @param isTold whether the answer says what is left.
 * @throws Problem 429 when the budget is used up. After its `Retry-After` there is a new budget.
 */
export async function takeAttempt(
  limit: Limit,
  key: string,
  tried = '',
  isTold = true,
): Promise<void> {
  const taken: Network[] = []
  try {
    for (const network of listNetworks(key)) {
      const state = await ask(limit, key, network, (limiter, name) => limiter.consume(name))
      taken.push(network)
      if (isTold && network.factor === 1) note(limit, state.remainingPoints, state.msBeforeNext)
    }
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal
    for (const network of taken) await rewardNetwork(limit, key, network)
    if (isTold) note(limit, 0, refusal.msBeforeNext)
    incrementMetric('latchkey_limits_reached_total', [limit])
    recordLimited(limit, tried)
    throw limited(refusal.msBeforeNext / 1000)
  }
}

/**
 * Takes one attempt from the budget that a member has of `limit`. An administrator has no such limit: their programs
 * read whole lists, and change one user after the other.
 * @throws Problem 429 `limited`.
 */
export async function takeMemberAttempt(limit: Limit, viewer: Asker): Promise<void> {
  if (!isAdmin(viewer)) await takeAttempt(limit, String(viewer.id))
}

/** Gives one attempt back to the budget of `key`, for an attempt that did not fail. */
export async function giveBackAttempt(limit: Limit, key: string, isTold = true): Promise<void> {
  for (const network of listNetworks(key)) {
    const state = await rewardNetwork(limit, key, network)
    if (network.factor > 1 || !isTold) continue
    note(limit, LIMITS[limit].points - Math.max(0, state.consumedPoints), state.msBeforeNext)
  }
}

/** Gives `key` its whole budget back. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  for (const network of listNetworks(key)) {
    await ask(limit, key, network, (limiter, name) => limiter.delete(name))
  }
  note(limit, LIMITS[limit].points, LIMITS[limit].duration * 1000)
}

/** The narrowest first: a client that has used up its own budget takes nothing from its neighbours. */
function listNetworks(key: string): readonly Network[] {
  return key.split('|').some(hasIpv6Network) ? NETWORKS : NETWORKS.slice(0, 1)
}

function rewardNetwork(limit: Limit, key: string, network: Network): Promise<RateLimiterRes> {
  return ask(limit, key, network, (limiter, name) => limiter.reward(name))
}

/**
 * Counts in the database, so that all processes and instances share a budget, and in memory while the database is
 * down, or where `limit` is one of {@link IN_MEMORY}. It always counts.
 */
async function ask<T>(
  limit: Limit,
  key: string,
  network: Network,
  act: (limiter: Limiter, name: string) => Promise<T>,
): Promise<T> {
  const { store, memory } = limiters(limit, network)
  const name = key
    .split('|')
    .map(part => toNetwork(part, network.prefix))
    .join('|')
  if (IN_MEMORY.has(limit)) return act(memory, name)
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

function limiters(limit: Limit, { prefix, factor }: Network): Limiters {
  return onePerProcess(`limiter.${limit}.${prefix}`, () => {
    const { points, duration } = LIMITS[limit]
    const settings = { points: points * factor, duration, keyPrefix: limit }
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
