import type { Worker } from 'node:worker_threads'
import { FairQueue } from './fair-queue.ts'

/** What a worker posts for each job: its result, or the message of its error. */
export type Reply<Result> = { result: Result } | { error: string }

type Task<Job, Result> = {
  job: Job
  resolve: (result: Result | null) => void
  reject: (error: Error) => void
  retried: boolean
}
type Member<Job, Result> = {
  worker: Worker
  task: Task<Job, Result> | null
  since: number
  error?: unknown
}

/**
 * Runs at most `size` workers, each with one job at a time, and lets at most `capacity` jobs wait, in a queue that is
 * fair between groups. Workers start when
 * they are needed, and keep the process alive only while they work. A worker that dies is replaced, and its job is
 * tried once more.
 */
export class WorkerPool<Job, Result> {
  /** Jobs that a worker has answered. */
  finished = 0
  /** Jobs that were refused because too many waited. */
  refused = 0
  readonly #size: number
  readonly #start: () => Worker
  readonly #members = new Set<Member<Job, Result>>()
  readonly #waiting: FairQueue<Task<Job, Result>>
  /** Jobs whose worker has died. They go first. */
  #retries: Task<Job, Result>[] = []
  #jobSeconds = 0

  constructor(size: number, capacity: number, start: () => Worker) {
    this.#size = size
    this.#waiting = new FairQueue(capacity)
    this.#start = start
  }

  /** Jobs that no worker has taken yet. */
  get waiting(): number {
    return this.#retries.length + this.#waiting.length
  }

  /** Jobs that a worker is running. */
  get running(): number {
    return [...this.#members].filter(member => member.task !== null).length
  }

  /** The estimated whole seconds until a worker has taken all jobs that wait now. */
  get secondsToDrain(): number {
    return Math.max(1, Math.ceil((this.waiting * this.#jobSeconds) / this.#size))
  }

  /**
   * Runs a job of `group`.
   * @returns its result, which rejects when the job fails; null when no more jobs may wait, at once or as soon as one
   *   of a group that has fewer takes its place.
   */
  run(job: Job, group = ''): Promise<Result | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Result | null>()
    const displaced = this.#waiting.push({ job, resolve, reject, retried: false }, group)
    if (displaced) {
      this.refused++
      displaced.resolve(null)
    }
    this.#dispatch()
    return promise
  }

  /** Stops the workers and rejects all jobs, running and waiting. The next job starts new workers. */
  async close(): Promise<void> {
    const waiting = [...this.#retries, ...this.#waiting.clear()]
    this.#retries = []
    for (const task of waiting) task.reject(new Error('The worker pool was closed.'))
    const members = [...this.#members]
    this.#members.clear()
    for (const { task } of members) if (task) task.retried = true
    await Promise.all(members.map(({ worker }) => worker.terminate()))
  }

  #dispatch(): void {
    while (this.waiting > 0) {
      const member = this.#idle() ?? this.#hire()
      const task = member && (this.#retries.shift() ?? this.#waiting.shift())
      if (!member || !task) return
      member.task = task
      member.since = performance.now()
      member.worker.ref()
      member.worker.postMessage(task.job)
    }
  }

  #idle(): Member<Job, Result> | undefined {
    for (const member of this.#members) if (member.task === null) return member
    return undefined
  }

  #hire(): Member<Job, Result> | undefined {
    if (this.#members.size >= this.#size) return undefined
    const member: Member<Job, Result> = { worker: this.#start(), task: null, since: 0 }
    this.#members.add(member)
    member.worker
      .on('message', (reply: Reply<Result>) => this.#settle(member, reply))
      .on('error', error => {
        member.error = error
      })
      .on('exit', () => this.#replace(member))
    return member
  }

  #settle(member: Member<Job, Result>, reply: Reply<Result>): void {
    const { task, worker, since } = member
    member.task = null
    worker.unref()
    this.finished++
    this.#jobSeconds = (performance.now() - since) / 1000
    if ('result' in reply) task?.resolve(reply.result)
    else task?.reject(new Error(reply.error))
    this.#dispatch()
  }

  #replace(member: Member<Job, Result>): void {
    const { error, task } = member
    this.#members.delete(member)
    if (task?.retried) task.reject(new Error('The worker stopped.', { cause: error }))
    else if (task) this.#retries.push({ ...task, retried: true })
    this.#dispatch()
  }
}
