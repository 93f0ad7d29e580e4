import cluster from 'node:cluster'
import type { Tally } from '#lib/metrics/tally.ts'
import { readDatabaseMetrics } from './database-metrics.ts'
import { type MetricsMessage, receiveTally, requestTally } from './messages.ts'
import { readOwnMetrics } from './own-metrics.ts'

/** How long the primary is waited for, in milliseconds; it waits less for the others. */
const PRIMARY_TIMEOUT_MS = 800

/** The figures of this server: the sum over its processes, and its database's. */
export async function readServerMetrics(): Promise<Tally> {
  const [all, database] = await Promise.all([readAllProcesses(), readDatabaseMetrics()])
  return { ...all, ...database }
}

/** Has this process, where it is one of several, tell its figures when its primary asks for them. */
export function shareMetrics(): void {
  if (!cluster.isWorker) return
  process.on('message', (message: MetricsMessage | null) => {
    receiveTally(message)
    if (message?.figures === 'tell')
      sendToPrimary({ figures: 'told', id: message.id, tally: readOwnMetrics() })
  })
}

async function readAllProcesses(): Promise<Tally> {
  if (!cluster.isWorker) return readOwnMetrics()
  return (await requestTally(sendToPrimary, 'ask', PRIMARY_TIMEOUT_MS)) ?? readOwnMetrics()
}

function sendToPrimary(message: MetricsMessage): void {
  process.send?.(message)
}
