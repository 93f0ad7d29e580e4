import { monitorEventLoopDelay } from 'node:perf_hooks'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import type { Tally } from './tally.ts'

/** How often the event loop is sampled. */
const RESOLUTION_MS = 20

/** Samples the event loop from the first call on. */
const delays = () =>
  onePerProcess('eventLoopDelays', () => {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    histogram.enable()
    return histogram
  })

/** What this process uses now. The lag of the event loop is since the previous call. */
export function readProcessMetrics(): Tally {
  const { rss, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const lag = delays()
  const [p99, max] = [lag.percentile(99), lag.max].map(toLagSeconds)
  lag.reset()
  return {
    latchkey_processes: { '': [1] },
    process_cpu_seconds_total: { '': [(user + system) / 1e6] },
    process_resident_memory_bytes: { '': [rss] },
    process_start_time_seconds: { '': [performance.timeOrigin / 1000] },
    nodejs_heap_size_used_bytes: { '': [heapUsed] },
    nodejs_external_memory_bytes: { '': [external] },
    nodejs_eventloop_lag_p99_seconds: { '': [p99 ?? 0] },
    nodejs_eventloop_lag_max_seconds: { '': [max ?? 0] },
  }
}

/** Converts a delay of the histogram, which holds the nanoseconds between two samples, to the lag in it. */
function toLagSeconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000)
}
