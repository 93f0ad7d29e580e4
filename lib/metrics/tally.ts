import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { BUCKET_BOUNDS_SECONDS, type MetricName } from './catalogue.ts'

/**
 * What was measured: of each figure its series, by the values of the labels, one a line. A counter or a gauge is
 * one number; a histogram is how many fell into each bucket and beyond the last, then their sum. Plain data, so
 * that both module graphs write into one and processes can add theirs up.
 */
export type Tally = { [name in MetricName]?: Record<string, number[]> }

type Series = Map<string, number[]>

/** So many series has a figure. What comes after is counted as one, whatever its labels. */
export const MAX_SERIES = 2000
const OTHERS = '(other)'

const held = () => onePerProcess('figures', () => new Map<MetricName, Series>())

/** Counts `by` more of `name`; `labels` are values in the order of the catalogue. */
export function incrementMetric(name: MetricName, labels: readonly string[] = [], by = 1): void {
  add(cellsOf(name, labels, 1), 0, by)
}

/** Notes that something that the histogram `name` measures took so many seconds. */
export function observeDuration(
  name: MetricName,
  labels: readonly string[],
  seconds: number,
): void {
  const cells = cellsOf(name, labels, BUCKET_BOUNDS_SECONDS.length + 2)
  let bucket = 0
  while (seconds > (BUCKET_BOUNDS_SECONDS[bucket] ?? Number.POSITIVE_INFINITY)) bucket++
  add(cells, bucket, 1)
  add(cells, BUCKET_BOUNDS_SECONDS.length + 1, seconds)
}

/** What this process has counted until now. */
export function readTally(): Tally {
  return Object.fromEntries([...held()].map(([name, series]) => [name, Object.fromEntries(series)]))
}

function cellsOf(name: MetricName, labels: readonly string[], length: number): number[] {
  const figures = held()
  const series: Series = figures.get(name) ?? new Map()
  if (series.size === 0) figures.set(name, series)
  const wanted = labels.join('\n')
  const known = series.get(wanted)
  if (known) return known
  const key = series.size < MAX_SERIES ? wanted : labels.map(() => OTHERS).join('\n')
  const cells = series.get(key) ?? new Array<number>(length).fill(0)
  series.set(key, cells)
  return cells
}

function add(cells: number[], at: number, by: number): void {
  cells[at] = (cells[at] ?? 0) + by
}
