import type { Worker } from 'node:worker_threads'

/** What a worker posts for each job: its result, or why there is none. */
export type Reply<Result> = { result: Result } | { fault: string }

type Task<Job, Result> = {
  job: Job
  resolve: (result: Result) => void
  reject: (error: Error) => void
  retried: boolean
}
type Member<Job, Result> = {
  worker: Worker
  task: Task<Job, Result> | null
  since: number
  fault?: unknown
}

/**
 * At most `size` workers, each with one job at a time, and at most `capacity` jobs waiting. Workers
 * start when needed and hold the process open only while they work. A worker that dies is replaced
 * and its job tried once more.
 */
export class WorkerPool<Job, Result> {
  /** Jobs that a worker has answered. */
  finished = 0
  /** Jobs that could not even wait. */
  refused = 0
  readonly #size: number
  readonly #capacity: number
  readonly #start: () => Worker
  readonly #members = new Set<Member<Job, Result>>()
  #waiting: Task<Job, Result>[] = []
  #jobSeconds = 0

  constructor(size: number, capacity: number, start: () => Worker) {
    this.#size = size
    this.#capacity = capacity
    this.#start = start
  }

  /** Jobs that no worker has taken yet. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Jobs that a worker is at. */
  get running(): number {
    return [...this.#members].filter(member => member.task !== null).length
  }

  /** Whole seconds until those that wait now should have been served. */
  get secondsToDrain(): number {
    return Math.max(1, Math.ceil((this.#waiting.length * this.#jobSeconds) / this.#size))
  }

  /** The result of a job, or null when no more may wait. Rejects when the job fails. */
  run(job: Job): Promise<Result> | null {
    if (this.#waiting.length >= this.#capacity) {
      this.refused++
      return null
    }
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    this.#waiting.push({ job, resolve, reject, retried: false })
    this.#dispatch()
    return promise
  }

  /** Stops the workers; jobs at work and waiting are rejected. The next job starts anew. */
  async close(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    for (const task of waiting) task.reject(new Error('The worker pool was closed.'))
    const members = [...this.#members]
    this.#members.clear()
    for (const { task } of members) if (task) task.retried = true
    await Promise.all(members.map(({ worker }) => worker.terminate()))
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const member = this.#idle() ?? this.#hire()
      const task = member && this.#waiting.shift()
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
      .on('error', fault => {
        member.fault = fault
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
    else task?.reject(new Error(reply.fault))
    this.#dispatch()
  }

  #replace(member: Member<Job, Result>): void {
    const { fault, task } = member
    this.#members.delete(member)
    if (task?.retried) task.reject(new Error('The worker stopped.', { cause: fault }))
    else if (task) this.#waiting.unshift({ ...task, retried: true })
    this.#dispatch()
  }
}
