import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { BUCKET_BOUNDS_SECONDS, type MetricName } from './catalogue.ts'

/**
 * What was measured: the series of each metric, by the values of their labels, one per line. A counter or a gauge is
 * one number. A histogram is the count of each bucket, the count beyond the last bucket, and the sum. It is plain
 * data, so that both module graphs can write to it and processes can send theirs to each other.
 */
export type Tally = { [name in MetricName]?: Record<string, number[]> }

type Series = Map<string, number[]>

/** The most series that a metric has. Any further ones are counted as one, whatever their labels. */
export const MAX_SERIES = 2000
const OTHERS = '(other)'

const held = () => onePerProcess('tally', () => new Map<MetricName, Series>())

/** Adds `by` to the counter `name`. `labels` are the values of its labels, in the order of the catalogue. */
export function incrementMetric(name: MetricName, labels: readonly string[] = [], by = 1): void {
  add(cellsOf(name, labels, 1), 0, by)
}

/** Adds a duration to the histogram `name`. `labels` are as in {@link incrementMetric}. */
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

/** What this process has counted so far. */
export function readTally(): Tally {
  return Object.fromEntries([...held()].map(([name, series]) => [name, Object.fromEntries(series)]))
}

function cellsOf(name: MetricName, labels: readonly string[], length: number): number[] {
  const metrics = held()
  const series: Series = metrics.get(name) ?? new Map()
  if (series.size === 0) metrics.set(name, series)
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
