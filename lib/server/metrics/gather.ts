import cluster, { type Worker } from 'node:cluster'
import { dropGauges, mergeTallies } from '#lib/metrics/merge-tallies.ts'
import type { Tally } from '#lib/metrics/tally.ts'
import { type MetricsMessage, receiveTally, requestTally } from './messages.ts'

/** How long a worker may take to answer. */
const WORKER_TIMEOUT_MS = 400

/**
 * Makes this primary answer each worker that asks with the sum of all workers' metrics. It uses the last known
 * metrics of a worker that does not answer in time, and keeps the counters of workers that have ended: without
 * them the sums would fall.
 */
export function gatherMetrics(): void {
  const known = new Map<number, Tally>()
  let gone: Tally = {}
  const askAll = async () => {
    const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined)
    const told = workers.map(async worker => {
      const tally = await requestTally(
        message => sendTo(worker, message),
        'tell',
        WORKER_TIMEOUT_MS,
      )
      if (tally && !worker.isDead()) known.set(worker.id, tally)
    })
    await Promise.all(told)
    return mergeTallies([gone, ...known.values()])
  }
  cluster.on('message', async (worker: Worker, message: MetricsMessage | null) => {
    receiveTally(message)
    if (message?.metrics !== 'ask') return
    sendTo(worker, { metrics: 'told', id: message.id, tally: await askAll() })
  })
  cluster.on('exit', ({ id }: Worker) => {
    gone = mergeTallies([gone, dropGauges(known.get(id) ?? {})])
    known.delete(id)
  })
}

function sendTo(worker: Worker, message: MetricsMessage): void {
  if (worker.isConnected()) worker.send(message)
}
