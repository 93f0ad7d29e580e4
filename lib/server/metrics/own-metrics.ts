import { processFigures } from '#lib/metrics/process-metrics.ts'
import { counted, type Tally } from '#lib/metrics/tally.ts'
import { passwordStats } from '#lib/passwords/password.ts'

/** All figures of this process. */
export function ownFigures(): Tally {
  const { evaluated, waiting, running, refused } = passwordStats()
  return {
    ...counted(),
    ...processFigures(),
    latchkey_hash_queue_waiting: { '': [waiting] },
    latchkey_hash_queue_running: { '': [running] },
    latchkey_hashes_total: { '': [evaluated] },
    latchkey_hash_queue_refused_total: { '': [refused] },
  }
}
