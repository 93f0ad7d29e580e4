import { readProcessMetrics } from '#lib/metrics/process-metrics.ts'
import { readTally, type Tally } from '#lib/metrics/tally.ts'
import { readPasswordStats } from '#lib/passwords/password.ts'

/** The metrics of this process alone. */
export function readOwnMetrics(): Tally {
  const { evaluated, waiting, running, refused } = readPasswordStats()
  return {
    ...readTally(),
    ...readProcessMetrics(),
    latchkey_hash_queue_waiting: { '': [waiting] },
    latchkey_hash_queue_running: { '': [running] },
    latchkey_hashes_total: { '': [evaluated] },
    latchkey_hash_queue_refused_total: { '': [refused] },
  }
}
