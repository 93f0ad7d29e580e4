import { BUCKET_BOUNDS_SECONDS, METRICS, type Metric, type MetricName } from './catalogue.ts'
import type { Tally } from './tally.ts'

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

type Label = readonly [name: string, value: string]

/** Formats a tally in the text format of Prometheus, version 0.0.4, with every metric of the catalogue. */
export function formatExposition(tally: Tally): string {
  const names = Object.keys(METRICS) as MetricName[]
  return names
    .flatMap(name => linesOf(name, tally[name] ?? {}))
    .join('\n')
    .concat('\n')
}

function linesOf(name: MetricName, measured: Record<string, number[]>): string[] {
  const { help, type, labels, values }: Metric = METRICS[name]
  const none = labels.length === 0 && type === 'counter' ? [''] : (values ?? [])
  const series = { ...Object.fromEntries(none.map(key => [key, [0]])), ...measured }
  const samples = Object.entries(series).flatMap(([key, cells]) => {
    const texts = key.split('\n')
    const named = labels.map((label, index): Label => [label, texts[index] ?? ''])
    return type === 'histogram'
      ? histogram(name, named, cells)
      : [sample(name, named, cells[0] ?? 0)]
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples]
}

/** Buckets are cumulative, and the last one counts everything. */
function histogram(name: string, labels: readonly Label[], cells: readonly number[]): string[] {
  let count = 0
  const buckets = [...BUCKET_BOUNDS_SECONDS.map(String), '+Inf'].map((bound, index) => {
    count += cells[index] ?? 0
    return sample(`${name}_bucket`, [...labels, ['le', bound]], count)
  })
  const sum = cells[BUCKET_BOUNDS_SECONDS.length + 1] ?? 0
  return [...buckets, sample(`${name}_sum`, labels, sum), sample(`${name}_count`, labels, count)]
}

function sample(name: string, labels: readonly Label[], value: number): string {
  const pairs = labels.map(([label, text]) => `${label}="${escaped(text)}"`).join(',')
  return `${name}${pairs && `{${pairs}}`} ${value}`
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, character => (character === '\n' ? '\\n' : `\\${character}`))
}
