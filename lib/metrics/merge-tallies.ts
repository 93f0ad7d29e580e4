import { METRICS, type Metric, type MetricName } from './catalogue.ts'
import type { Tally } from './tally.ts'

/** Merges the tallies of several processes into that of one server. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const merged: Record<string, Record<string, number[]>> = {}
  for (const tally of tallies) {
    for (const [name, series] of Object.entries(tally)) {
      const into = merged[name] ?? {}
      merged[name] = into
      for (const [key, cells] of Object.entries(series)) {
        const before = into[key]
        into[key] = before ? before.map(mergeWith(name as MetricName, cells)) : [...cells]
      }
    }
  }
  return merged
}

/** Keeps what a process that has ended counted, without which the sums would fall, and drops its state. */
export function dropGauges(tally: Tally): Tally {
  const kept = Object.entries(tally).filter(
    ([name]) => METRICS[name as MetricName].type !== 'gauge',
  )
  return Object.fromEntries(kept)
}

function mergeWith(name: MetricName, cells: number[]) {
  const { merge }: Metric = METRICS[name]
  return (before: number, index: number): number => {
    const value = cells[index] ?? 0
    if (merge === 'max') return Math.max(before, value)
    return merge === 'min' ? Math.min(before, value) : before + value
  }
}
