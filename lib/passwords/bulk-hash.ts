import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '#lib/http/problem.ts'
import { computeShare } from '#lib/runtime/core-share.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { hashPassword } from './password.ts'

/** How long a full queue is left alone, in milliseconds: about the time of a hash. */
const QUEUE_PAUSE_MS = 250

/** As many lines as there are cores, each with one password at a time. */
const lines = () =>
  onePerProcess('unhurried-hashes', () => ({
    tails: Array.from({ length: computeShare(availableParallelism()) }, () => Promise.resolve()),
    next: 0,
  }))

/**
 * The hash to store for one password of many. Of all of them at most one per core is asked for at a time, so
 * that a sign-in waits behind no more than these; and when sign-ins fill the queue, these wait.
 * @throws never 503, unlike `hashPassword`.
 */
export function hashBulkPassword(password: string): Promise<string> {
  const { tails, next } = lines()
  const hash = (tails[next] ?? Promise.resolve()).then(() => whenThereIsRoom(password))
  tails[next] = hash.then(
    () => {},
    () => {},
  )
  lines().next = (next + 1) % tails.length
  return hash
}

async function whenThereIsRoom(password: string): Promise<string> {
  for (;;) {
    try {
      return await hashPassword(password)
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'hash_queue_full')) throw error
      await wait(QUEUE_PAUSE_MS)
    }
  }
}
