import cluster, { type Worker } from 'node:cluster'
import { lasting, together } from '#lib/metrics/merge-tallies.ts'
import type { Tally } from '#lib/metrics/tally.ts'
import { asked, heard, type Message } from './messages.ts'

/** How long a worker is waited for, in milliseconds. */
const PATIENCE = 400

/**
 * Has this primary gather the figures of its workers for the one that asks. Of those that do not tell theirs in
 * time it takes the last ones, and of those that are gone what they had counted: else the sums would fall.
 */
export function gatherFigures(): void {
  const known = new Map<number, Tally>()
  let gone: Tally = {}
  const askAll = async () => {
    const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined)
    const told = workers.map(async worker => {
      const tally = await asked(message => sendTo(worker, message), 'tell', PATIENCE)
      if (tally && !worker.isDead()) known.set(worker.id, tally)
    })
    await Promise.all(told)
    return together([gone, ...known.values()])
  }
  cluster.on('message', async (worker: Worker, message: Message | null) => {
    heard(message)
    if (message?.figures !== 'ask') return
    sendTo(worker, { figures: 'told', id: message.id, tally: await askAll() })
  })
  cluster.on('exit', ({ id }: Worker) => {
    gone = together([gone, lasting(known.get(id) ?? {})])
    known.delete(id)
  })
}

function sendTo(worker: Worker, message: Message): void {
  if (worker.isConnected()) worker.send(message)
}
