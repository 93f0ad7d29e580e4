import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { readGivenEnvironment } from '#lib/env/load-env-file.ts'
import { logError, logInfo } from '#lib/runtime/log.ts'
import type { FirstAdmin } from '#lib/users/first-admin.ts'
import type { RetireMessage, RetiringMessage, ServingMessage } from '../worker.ts'
import { closeUnclaimed } from './unclaimed.ts'

/** A worker that dies younger than this, in milliseconds, dies of something that its successor will meet too. */
const EARLY_DEATH_MAX_AGE_MS = 10_000
const MAX_PAUSE_MS = 30_000
/** How long a worker may take to confirm that it retires. One that is stuck answers nobody either. */
const RETIRE_TIMEOUT_MS = 5000
/** After this many early deaths in a row, with no worker left, the primary exits and leaves it to its supervisor. */
const MAX_DEATHS = 5

/** The pause before a new worker starts, in milliseconds, after `deaths` early deaths in a row. */
export function computePauseMs(deaths: number): number {
  return deaths <= 1 ? 0 : Math.min(MAX_PAUSE_MS, 250 * 2 ** (deaths - 1))
}

/** The workers of one primary: it starts them, replaces those that die, and stops them. */
export class Crew {
  readonly #serving = new Set<Worker>()
  /** The ids of the keys of SECRET_KEY that each accepts. */
  readonly #keyIds = new WeakMap<Worker, string[]>()
  /** The same of the worker that served last. */
  #newestKeyIds: string[] = []
  #isReplacing = false
  /** Workers that served and died before {@link startReplacing}. */
  readonly #unreplaced: Death[] = []
  #leaving = false
  #deaths = 0
  #replaceAgain = false
  #replacingAll: Promise<void> | null = null

  /** Starts a worker. @returns the administrator it reports once it serves, null when it ended before. */
  async hire(): Promise<FirstAdmin | null> {
    const worker = cluster.fork(readGivenEnvironment())
    // Node emits `error` when a worker cannot be started or reached. Without a listener it would end this process.
    worker.on('error', () => {})
    closeUnclaimed(worker)
    const since = performance.now()
    const { promise, resolve } = Promise.withResolvers<FirstAdmin | null>()
    worker.on('message', (message: Partial<ServingMessage> | null) => {
      if (!message?.serving) return
      this.#newestKeyIds = message.keyIds ?? []
      this.#keyIds.set(worker, this.#newestKeyIds)
      resolve(message.serving)
    })
    once(worker, 'exit').then(
      () => resolve(null),
      () => resolve(null),
    )
    const admin = await promise
    if (!admin) return null
    this.#serving.add(worker)
    worker.once('exit', (code, signal) => {
      const age = performance.now() - since
      if (this.#serving.delete(worker)) void this.#replaceDead({ worker, code, signal, age })
    })
    return admin
  }

  /** From now on replaces each worker that dies, and those that died while others were still starting. */
  startReplacing(): void {
    this.#isReplacing = true
    for (const death of this.#unreplaced.splice(0)) void this.#replaceDead(death)
    if (this.#replaceAgain) void this.replaceAll()
  }

  /**
   * Replaces every worker, one after the other. The new worker serves before the old one retires. When a new one
   * does not start, the old ones keep serving. A second call during a replacement makes it start over. A call before
   * {@link startReplacing} waits for it.
   */
  async replaceAll(): Promise<void> {
    this.#replaceAgain = true
    if (!this.#isReplacing) return
    this.#replacingAll ??= this.#replaceOneByOne().finally(() => {
      this.#replacingAll = null
    })
    return this.#replacingAll
  }

  /** Stops every worker. @returns whether all exited with status 0 within `timeoutMs`; kills the rest. */
  async dismiss(timeoutMs: number): Promise<boolean> {
    this.#leaving = true
    const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined)
    let clean = true
    const late = setTimeout(() => {
      clean = false
      for (const { process } of workers) process.kill('SIGKILL')
    }, timeoutMs)
    const stopped = workers.map(async worker => {
      if (worker.isDead()) return
      worker.process.kill('SIGTERM')
      const [code] = await once(worker, 'exit')
      if (code) clean = false
    })
    await Promise.all(stopped)
    clearTimeout(late)
    return clean
  }

  async #replaceOneByOne(): Promise<void> {
    while (this.#replaceAgain) {
      this.#replaceAgain = false
      for (const worker of [...this.#serving]) {
        const hired = await this.hire()
        if (this.#leaving) return
        if (!hired) {
          logError(
            'workers not replaced',
            'The new worker did not start; the old ones keep serving.',
          )
          return
        }
        // A worker that died since then already has a successor.
        if (this.#serving.delete(worker)) await this.#retire(worker)
      }
      logInfo('workers replaced', { workers: this.#serving.size })
    }
    this.#replaceAgain = false
  }

  /** Tells `worker` to retire. Resolves when it does, so that "workers replaced" is true of what tokens are accepted. */
  async #retire(worker: Worker): Promise<void> {
    const accepted = this.#keyIds.get(worker) ?? []
    const atOnce = accepted.some(id => !this.#newestKeyIds.includes(id))
    const { promise, resolve } = Promise.withResolvers<void>()
    worker.on('message', (message: Partial<RetiringMessage> | null) => {
      if (message?.retiring) resolve()
    })
    worker.once('exit', () => resolve())
    worker.send({ retire: true, atOnce } satisfies RetireMessage)
    await Promise.race([promise, wait(RETIRE_TIMEOUT_MS, undefined, { ref: false })])
  }

  async #replaceDead(death: Death): Promise<void> {
    if (this.#leaving) return
    if (!this.#isReplacing) {
      this.#unreplaced.push(death)
      return
    }
    const { worker, code, signal, age } = death
    this.#deaths = age < EARLY_DEATH_MAX_AGE_MS ? this.#deaths + 1 : 1
    const pid = worker.process.pid ?? 0
    logError('worker ended', 'A new one takes its place.', { pid, code, signal })
    for (;;) {
      await wait(computePauseMs(this.#deaths))
      if (this.#leaving) return
      if (await this.hire()) return
      this.#deaths++
      logError('worker not started', 'Trying again.', { deaths: this.#deaths })
      if (this.#serving.size === 0 && this.#deaths >= MAX_DEATHS) process.exit(1)
    }
  }
}

type Death = { worker: Worker; code: number | null; signal: string | null; age: number }
