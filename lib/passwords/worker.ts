import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { compareHash, makeHash } from './hash.ts'

/** A job of a worker: to make a hash, or to compare a password with one (null: with a decoy). */
export type HashJob =
  | { task: 'make'; password: string; cost: number }
  | { task: 'compare'; password: string; cost: number; stored: string | null }

const run = (job: HashJob) =>
  job.task === 'make'
    ? makeHash(job.password, job.cost)
    : compareHash(job.password, job.stored, job.cost)

/**
 * One step below the threads that answer requests. Linux gives a thread of that priority 820 parts of a busy core where
 * the thread of the event loop gets 1024 (sched(7)). Reads keep more than half of their rate while sign-ins saturate the
 * cores, and sign-ins more than a third of theirs while reads do, also where each core has a process that reads. At the
 * lowest priority a sign-in waits until the reads end.
 */
const HASH_THREAD_NICE = 1

// Linux has a priority per thread; elsewhere, and where /proc is not mounted, the default has to do.
function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return
  try {
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1)
    setPriority(Number(thread), HASH_THREAD_NICE)
  } catch {}
}

lowerThreadPriority()
parentPort?.on('message', (job: HashJob) => {
  try {
    parentPort?.postMessage({ result: run(job) })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
