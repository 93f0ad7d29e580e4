import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '#lib/http/problem.ts'
import { computeShare } from '#lib/runtime/core-share.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { hashPassword } from './password.ts'

/** How long a full queue is left alone: about the time of one hash. */
const QUEUE_PAUSE_MS = 250

/** As many queues as there are cores, each of which hashes one password at a time. */
const queues = () =>
  onePerProcess('bulkHashes', () => ({
    tails: Array.from({ length: computeShare(availableParallelism()) }, () => Promise.resolve()),
    next: 0,
  }))

/**
 * Hashes a password of a bulk, for storage. At most one of them per core is hashed at a time, so that a sign-in waits
 * for no more than these. When sign-ins fill their queue, the bulk waits.
 * @throws as {@link hashPassword}, but never 503.
 */
export function hashBulkPassword(password: string): Promise<string> {
  const { tails, next } = queues()
  const hash = (tails[next] ?? Promise.resolve()).then(() => hashWhenThereIsRoom(password))
  tails[next] = hash.then(
    () => {},
    () => {},
  )
  queues().next = (next + 1) % tails.length
  return hash
}

async function hashWhenThereIsRoom(password: string): Promise<string> {
  for (;;) {
    try {
      return await hashPassword(password)
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'hash_queue_full')) throw error
      await wait(QUEUE_PAUSE_MS)
    }
  }
}
