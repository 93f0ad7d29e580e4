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

// The thread of the event loop must go first, or reads wait while sign-ins saturate the cores. Linux has a priority
// per thread; elsewhere, and where /proc is not mounted, the default has to do.
function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return
  try {
    const thread = readlinkSync('/proc/thread-self').split('/').at(-1)
    setPriority(Number(thread), 19)
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
