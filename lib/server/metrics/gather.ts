import cluster, { type Worker } from 'node:cluster'
import { dropGauges, mergeTallies } from '#lib/metrics/merge-tallies.ts'
import type { Tally } from '#lib/metrics/tally.ts'
import { type MetricsMessage, receiveTally, requestTally } from './messages.ts'

/** How long a worker is waited for, in milliseconds. */
const WORKER_TIMEOUT_MS = 400

/**
 * Has this primary gather the figures of its workers for the one that asks. Of those that do not tell theirs in
 * time it takes the last ones, and of those that are gone what they had counted: else the sums would fall.
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
    if (message?.figures !== 'ask') return
    sendTo(worker, { figures: 'told', id: message.id, tally: await askAll() })
  })
  cluster.on('exit', ({ id }: Worker) => {
    gone = mergeTallies([gone, dropGauges(known.get(id) ?? {})])
    known.delete(id)
  })
}

function sendTo(worker: Worker, message: MetricsMessage): void {
  if (worker.isConnected()) worker.send(message)
}
