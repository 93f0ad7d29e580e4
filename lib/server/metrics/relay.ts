import cluster from 'node:cluster'
import type { Tally } from '#lib/metrics/tally.ts'
import { readDatabaseMetrics } from './database-metrics.ts'
import { type MetricsMessage, receiveTally, requestTally } from './messages.ts'
import { readOwnMetrics } from './own-metrics.ts'

/** How long the primary may take to answer. Its own timeout for the workers is shorter. */
const PRIMARY_TIMEOUT_MS = 800

/** The metrics of this server: the sum over its processes, and those of its database. */
export async function readServerMetrics(): Promise<Tally> {
  const [all, database] = await Promise.all([readAllProcesses(), readDatabaseMetrics()])
  return { ...all, ...database }
}

/** Makes this process, when it is a worker, report its metrics to its primary on request. */
export function shareMetrics(): void {
  if (!cluster.isWorker) return
  process.on('message', (message: MetricsMessage | null) => {
    receiveTally(message)
    if (message?.metrics === 'tell')
      sendToPrimary({ metrics: 'told', id: message.id, tally: readOwnMetrics() })
  })
}

async function readAllProcesses(): Promise<Tally> {
  if (!cluster.isWorker) return readOwnMetrics()
  return (await requestTally(sendToPrimary, 'ask', PRIMARY_TIMEOUT_MS)) ?? readOwnMetrics()
}

function sendToPrimary(message: MetricsMessage): void {
  process.send?.(message)
}
