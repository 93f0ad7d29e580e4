import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { env } from '#lib/env/env.ts'
import { toNetwork } from '#lib/http/network.ts'
import { Problem } from '#lib/http/problem.ts'
import { findRequestContext } from '#lib/http/request-context.ts'
import { computeShare } from '#lib/runtime/core-share.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import type { HashComparison } from './hash.ts'
import { WorkerPool } from './pool.ts'
import type { HashJob } from './worker.ts'

type Result<J extends HashJob> = J extends { task: 'make' } ? string : HashComparison

/**
 * The places in the queue of the whole server. Its processes divide them like the cores, so that the last password
 * waits no longer. Networks take turns in it, and none can fill it.
 */
const MAX_WAITING_HASHES = 64

/** 503 with `Retry-After` in seconds: no more passwords may wait to be hashed. */
function queueFull(seconds: number): Problem {
  return new Problem(503, 'hash_queue_full', 'Too many sign-ins at once. Try again in a moment.', {
    headers: [['Retry-After', String(seconds)]],
  })
}

/**
 * Hashes a password for storage, at BCRYPT_COST. The Unicode spellings of a text are the same password, and every
 * byte counts.
 * @throws Problem 503 `hash_queue_full`; an Error for lone surrogates and for more than 2048 UTF-16 units.
 */
export function hashPassword(password: string): Promise<string> {
  return ask({ task: 'make', password, cost: env().bcryptCost })
}

/**
 * Compares a password with a stored hash, or with a decoy if `hash` is null because there is no such user. A failure
 * always takes the work of one hash at BCRYPT_COST.
 * @throws Problem 503 `hash_queue_full`.
 */
export function verifyPassword(password: string, hash: string | null): Promise<HashComparison> {
  return ask({ task: 'compare', password, cost: env().bcryptCost, stored: hash })
}

type PasswordStats = { evaluated: number; waiting: number; running: number; refused: number }

/** The passwords that the workers of this process have evaluated, those that wait or run, and those refused. */
export function readPasswordStats(): PasswordStats {
  const { finished, waiting, running, refused } = pool()
  return { evaluated: finished, waiting, running, refused }
}

/** Starts every worker, so that the first sign-in does not wait for one to load. */
export async function startPasswordWorkers(): Promise<void> {
  const job: HashJob = { task: 'make', password: '', cost: 4 }
  await Promise.all(Array.from({ length: threads() }, () => ask(job)))
}

/** Stops the workers and rejects their jobs. The next password starts them again. */
export function stopPasswordWorkers(): Promise<void> {
  return pool().close()
}

const threads = () => computeShare(availableParallelism())

const pool = () =>
  onePerProcess(
    'passwordPool',
    () =>
      new WorkerPool<HashJob, string | HashComparison>(
        threads(),
        computeShare(MAX_WAITING_HASHES),
        startWorker,
      ),
  )

// Both Node and Turbopack understand this form as "load that file as a worker".
const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url))

async function ask<J extends HashJob>(job: J): Promise<Result<J>> {
  const result = await pool().run(job, findNetwork())
  if (result === null) throw queueFull(pool().secondsToDrain)
  return result as Result<J>
}

/**
 * The network that asks, among which the queue is fair. An IPv6 address counts as its /48, the most that a provider
 * gives a customer: whoever has one must not have the turns of 65,536 networks.
 */
function findNetwork(): string {
  return toNetwork(findRequestContext()?.client.address ?? '', 48)
}
