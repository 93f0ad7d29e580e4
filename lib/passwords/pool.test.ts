import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { WorkerPool } from './pool.ts'

// A worker that answers with the job, fails, dies, or waits for the lock to be opened.
type Job = { echo: number } | { fail: string } | { exit: number } | { throw: string } | { hold: 1 }
const program = `
  const { parentPort, workerData } = require('node:worker_threads')
  const lock = new Int32Array(workerData)
  parentPort.on('message', job => {
    if ('hold' in job) Atomics.wait(lock, 0, 0)
    if ('exit' in job) process.exit(job.exit)
    if ('throw' in job) setImmediate(() => { throw new Error(job.throw) })
    else if ('fail' in job) parentPort.postMessage({ error: job.fail })
    else if ('dieOnce' in job && Atomics.add(lock, 1, 1) === 0) process.exit(1)
    else parentPort.postMessage({ result: job })
  })`

const pools: WorkerPool<unknown, unknown>[] = []
afterEach(async () => {
  await Promise.all(pools.splice(0).map(pool => pool.close()))
})

function poolOf(size: number, capacity = 64) {
  const lock = new Int32Array(new SharedArrayBuffer(8))
  const started: Worker[] = []
  const pool = new WorkerPool<Job | { dieOnce: 1 }, unknown>(size, capacity, () => {
    const worker = new Worker(program, { eval: true, workerData: lock.buffer })
    started.push(worker)
    return worker
  })
  pools.push(pool as WorkerPool<unknown, unknown>)
  const open = () => {
    Atomics.store(lock, 0, 1)
    Atomics.notify(lock, 0)
  }
  return { pool, open, started }
}

const numbers = (count: number) => Array.from({ length: count }, (_, echo) => ({ echo }))

describe('WorkerPool', () => {
  it('answers each job with its own result, and starts no more workers than allowed', async () => {
    const { pool, started } = poolOf(2)
    const jobs = numbers(50)
    expect(await Promise.all(jobs.map(job => pool.run(job)))).toEqual(jobs)
    expect(started).toHaveLength(2)
    expect(pool.finished).toBe(50)
    expect(pool.waiting).toBe(0)
  })

  it('starts a worker only when a job needs one', async () => {
    const { pool, started } = poolOf(4)
    expect(started).toHaveLength(0)
    for (const job of numbers(3)) await pool.run(job)
    expect(started).toHaveLength(1)
  })

  it('refuses a job while as many wait as may', async () => {
    const { pool, open } = poolOf(1, 2)
    const held = pool.run({ hold: 1 })
    const waiting = numbers(2).map(job => pool.run(job))
    expect(pool.waiting).toBe(2)
    expect(await pool.run({ echo: 9 })).toBeNull()
    expect([pool.running, pool.refused]).toEqual([1, 1])
    expect(pool.secondsToDrain).toBeGreaterThanOrEqual(1)
    open()
    await Promise.all([held, ...waiting])
    expect(await pool.run({ echo: 9 })).toEqual({ echo: 9 })
    expect([pool.running, pool.refused]).toEqual([0, 1])
  })

  it('gives the place of a job of a large group to one of a small group, and lets them take turns', async () => {
    const { pool, open } = poolOf(1, 4)
    const held = pool.run({ hold: 1 })
    const order: number[] = []
    const run = (echo: number, group: string) =>
      pool.run({ echo }, group).then(result => {
        if (result) order.push(echo)
        return result
      })
    const crowd = [1, 2, 3, 4].map(echo => run(echo, 'crowd'))
    const other = run(5, 'other')
    expect(await crowd[3]).toBeNull()
    expect([pool.waiting, pool.refused]).toEqual([4, 1])
    open()
    await Promise.all([held, ...crowd, other])
    expect(order).toEqual([1, 5, 2, 3])
  })

  it('rejects a job that fails, and goes on', async () => {
    const { pool, started } = poolOf(1)
    await expect(pool.run({ fail: 'bad job' })).rejects.toThrow('bad job')
    expect(await pool.run({ echo: 1 })).toEqual({ echo: 1 })
    expect(started).toHaveLength(1)
  })

  it('replaces a worker that dies, and tries its job once more', async () => {
    const { pool, started } = poolOf(1)
    const job = { dieOnce: 1 } as const
    expect(await Promise.all([pool.run(job), pool.run({ echo: 1 })])).toEqual([job, { echo: 1 }])
    expect(started).toHaveLength(2)
  })

  it.each([
    ['exits', { exit: 0 }],
    ['throws', { throw: 'boom' }],
  ])('rejects a job during which a worker %s twice', async (_name, job) => {
    const { pool, started } = poolOf(1)
    const [died, next] = [pool.run(job), pool.run({ echo: 1 })]
    await expect(died).rejects.toThrow('The worker stopped.')
    expect(await next).toEqual({ echo: 1 })
    expect(started).toHaveLength(3)
  })

  it('replaces a worker that was stopped while idle', async () => {
    const { pool, started } = poolOf(1)
    await pool.run({ echo: 1 })
    await started[0]?.terminate()
    expect(await pool.run({ echo: 2 })).toEqual({ echo: 2 })
  })

  it('rejects running and waiting jobs when closed, and starts new workers for the next', async () => {
    const { pool, started } = poolOf(1)
    const pending = [pool.run({ hold: 1 }), pool.run({ echo: 1 })]
    const outcomes = Promise.allSettled(pending)
    await pool.close()
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(pool.waiting).toBe(0)
    expect(await pool.run({ echo: 2 })).toEqual({ echo: 2 })
    expect(started).toHaveLength(2)
  })

  it('gives a job that comes while it closes to new workers only', async () => {
    const { pool, started } = poolOf(8)
    await Promise.all(numbers(8).map(job => pool.run(job)))
    const closed = pool.close()
    expect(await pool.run({ echo: 3 })).toEqual({ echo: 3 })
    await closed
    expect(started).toHaveLength(9)
  })
})
