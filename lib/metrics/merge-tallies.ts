import { METRICS, type Metric, type MetricName } from './catalogue.ts'
import type { Tally } from './tally.ts'

/** The tallies of several processes as that of one server. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const all: Record<string, Record<string, number[]>> = {}
  for (const tally of tallies) {
    for (const [name, series] of Object.entries(tally)) {
      const into = all[name] ?? {}
      all[name] = into
      for (const [key, cells] of Object.entries(series)) {
        const before = into[key]
        into[key] = before ? before.map(joined(name as MetricName, cells)) : [...cells]
      }
    }
  }
  return all
}

/** What is left of a process that has ended: what it counted. Without it the sums would fall. */
export function dropGauges(tally: Tally): Tally {
  const kept = Object.entries(tally).filter(
    ([name]) => METRICS[name as MetricName].type !== 'gauge',
  )
  return Object.fromEntries(kept)
}

function joined(name: MetricName, cells: number[]) {
  const { together: how }: Metric = METRICS[name]
  return (before: number, index: number): number => {
    const value = cells[index] ?? 0
    if (how === 'most') return Math.max(before, value)
    return how === 'least' ? Math.min(before, value) : before + value
  }
}
