import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { readGivenEnvironment } from '#lib/env/env-file.ts'
import { logError, logInfo } from '#lib/runtime/log.ts'
import type { FirstAdmin } from '#lib/users/first-admin.ts'
import type { RetireMessage, ServingMessage } from '../worker.ts'
import { closeUnclaimed } from './unclaimed.ts'

/** Who dies younger than this, in milliseconds, dies of what its successor will find as well. */
const EARLY_DEATH_MAX_AGE_MS = 10_000
const MAX_PAUSE_MS = 30_000
/** After so many deaths in a row, with nobody serving, it is somebody else's to see what is wrong. */
const MAX_DEATHS = 5

/** Milliseconds to wait before a worker is hired, when so many have died young in a row. */
export function computePauseMs(deaths: number): number {
  return deaths <= 1 ? 0 : Math.min(MAX_PAUSE_MS, 250 * 2 ** (deaths - 1))
}

/** The workers of one primary: those that serve, those that are to, and those that have retired. */
export class Crew {
  readonly #serving = new Set<Worker>()
  #kept = false
  /** Who has served and died before all were kept. */
  readonly #unreplaced: Death[] = []
  #leaving = false
  #deaths = 0
  #again = false
  #replacing: Promise<void> | null = null

  /** Starts a worker. @returns its administrator once it serves, null when it ended before. */
  async hire(): Promise<FirstAdmin | null> {
    const worker = cluster.fork(readGivenEnvironment())
    // What cannot be started or sent is an `error`, and unheard it would end this process.
    worker.on('error', () => {})
    closeUnclaimed(worker)
    const since = performance.now()
    const { promise, resolve } = Promise.withResolvers<FirstAdmin | null>()
    worker.on('message', (message: Partial<ServingMessage> | null) => {
      if (message?.serving) resolve(message.serving)
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

  /** From now on who dies is replaced, and who has died while others still started. */
  keep(): void {
    this.#kept = true
    for (const death of this.#unreplaced.splice(0)) void this.#replaceDead(death)
  }

  /**
   * Puts a new worker in the place of each, one after the other: it serves before the other one retires. When one
   * does not start, those that serve go on. Asked for again meanwhile, it begins again.
   */
  replaceAll(): Promise<void> {
    this.#again = true
    this.#replacing ??= this.#replaceInTurn().finally(() => {
      this.#replacing = null
    })
    return this.#replacing
  }

  /** Has every worker stop. @returns whether all did by themselves within `patience` milliseconds. */
  async dismiss(patience: number): Promise<boolean> {
    this.#leaving = true
    const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined)
    let clean = true
    const late = setTimeout(() => {
      clean = false
      for (const { process } of workers) process.kill('SIGKILL')
    }, patience)
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

  async #replaceInTurn(): Promise<void> {
    while (this.#again && this.#kept) {
      this.#again = false
      for (const worker of [...this.#serving]) {
        const hired = await this.hire()
        if (this.#leaving) return
        if (!hired) {
          logError('workers not replaced', 'The new one did not start; the old ones go on.')
          return
        }
        // Who died meanwhile has a successor already.
        if (this.#serving.delete(worker)) worker.send({ retire: true } satisfies RetireMessage)
      }
      logInfo('workers replaced', { workers: this.#serving.size })
    }
    this.#again = false
  }

  async #replaceDead(death: Death): Promise<void> {
    if (this.#leaving) return
    if (!this.#kept) {
      this.#unreplaced.push(death)
      return
    }
    const { worker, code, signal, age } = death
    this.#deaths = age < EARLY_DEATH_MAX_AGE_MS ? this.#deaths + 1 : 1
    const pid = worker.process.pid ?? 0
    logError('worker ended', 'Another one takes its place.', { pid, code, signal })
    for (;;) {
      await wait(computePauseMs(this.#deaths))
      if (this.#leaving) return
      if (await this.hire()) return
      this.#deaths++
      logError('worker not started', 'It is tried again.', { deaths: this.#deaths })
      if (this.#serving.size === 0 && this.#deaths >= MAX_DEATHS) process.exit(1)
    }
  }
}

type Death = { worker: Worker; code: number | null; signal: string | null; age: number }
