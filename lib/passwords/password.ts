import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { computeShare } from '#lib/runtime/core-share.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import type { HashComparison } from './hash.ts'
import { WorkerPool } from './pool.ts'
import type { HashJob } from './worker.ts'

type Result<J extends HashJob> = J extends { task: 'make' } ? string : HashComparison

/** Of the whole server, so that the last to wait waits no longer when several processes share the cores. */
const MAX_WAITING_HASHES = 64

/** 503 with `Retry-After` in seconds: no more passwords may wait to be hashed. */
function queueFull(seconds: number): Problem {
  return new Problem(503, 'hash_queue_full', 'Too many sign-ins at once. Try again in a moment.', {
    headers: [['Retry-After', String(seconds)]],
  })
}

/**
 * The hash to store for a password, at BCRYPT_COST. Two Unicode spellings of one text are one
 * password; no byte of it is dropped.
 *
 * @throws Problem 503 `hash_queue_full`. Rejects for lone surrogates and over 2048 UTF-16 units.
 */
export function hashPassword(password: string): Promise<string> {
  return ask({ task: 'make', password, cost: env().bcryptCost })
}

/**
 * Compares a password with the stored hash, or, where there is no user, with a decoy (`null`). Any
 * failure costs the work of one hash at BCRYPT_COST. `rehash`: right, and to be hashed anew because
 * the cost has risen since.
 *
 * @throws Problem 503 `hash_queue_full`
 */
export function verifyPassword(password: string, hash: string | null): Promise<HashComparison> {
  return ask({ task: 'compare', password, cost: env().bcryptCost, stored: hash })
}

type PasswordStats = { evaluated: number; waiting: number; running: number; refused: number }

/** How many jobs the workers of this process have answered and are at, how many wait, and could not even wait. */
export function readPasswordStats(): PasswordStats {
  const { finished, waiting, running, refused } = pool()
  return { evaluated: finished, waiting, running, refused }
}

/** Starts every worker, so that the first login does not wait for one to load. */
export async function startPasswordWorkers(): Promise<void> {
  const job: HashJob = { task: 'make', password: '', cost: 4 }
  await Promise.all(Array.from({ length: threads() }, () => ask(job)))
}

/** Stops the workers. What they were at is rejected; the next password starts them again. */
export function stopPasswordWorkers(): Promise<void> {
  return pool().close()
}

const threads = () => computeShare(availableParallelism())

const pool = () =>
  onePerProcess(
    'password-pool',
    () =>
      new WorkerPool<HashJob, string | HashComparison>(
        threads(),
        computeShare(MAX_WAITING_HASHES),
        startWorker,
      ),
  )

// This form is the one that both Node and Turbopack read as "load that file as a worker".
const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url))

async function ask<J extends HashJob>(job: J): Promise<Result<J>> {
  const result = pool().run(job)
  if (result === null) throw queueFull(pool().secondsToDrain)
  return (await result) as Result<J>
}
