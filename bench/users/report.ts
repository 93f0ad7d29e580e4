import type { Measured } from './measure.ts'
import { type EngineResult, LARGE_COUNT, SMALL_COUNT } from './run.ts'

/** What the same may cost at a million users over what it costs at a thousand. */
const MAX_RATIO = 1.5
/**
 * What a search may cost that thousands match and that is sorted by a column, in ms, where the ratio is over its bound:
 * there is no index that has the matches of every prefix in every order.
 */
const MAX_BROAD_MS = 100
/** What an export may take over the idle state, in MB. */
const MAX_MEMORY_MB = 150

export function isEveryBoundMet(results: readonly EngineResult[]): boolean {
  return results.every(
    ({ measured, memory }) =>
      measured.every(one => isWithinBounds(one)) && memory.most - memory.idle <= MAX_MEMORY_MB,
  )
}

/** The table that a person reads. */
export function formatUsersTable(results: readonly EngineResult[]): string {
  return results.flatMap(listEngineLines).join('\n')
}

/** The same for programs. */
export function formatUsersJson(results: readonly EngineResult[]): string {
  return JSON.stringify(
    { many: LARGE_COUNT, few: SMALL_COUNT, bound: MAX_RATIO, broadBound: MAX_BROAD_MS, results },
    null,
    2,
  )
}

function listEngineLines({ engine, measured, memory }: EngineResult): string[] {
  const grown = memory.most - memory.idle
  return [
    `\n${engine}: ms at ${formatNumber(LARGE_COUNT)} users against ${formatNumber(SMALL_COUNT)} in the same run (medians), bound ${MAX_RATIO} ×`,
    formatLine(['', 'at many', 'at few', 'ratio', 'first', 'worst', '']),
    ...measured.map(one =>
      formatLine([
        one.name,
        ...[one.many, one.few, computeRatio(one), one.first, one.worst].map(n => n.toFixed(2)),
        isWithinBounds(one) ? 'holds' : 'FAILS',
        ...(one.broad ? [`(or ${MAX_BROAD_MS} ms)`] : []),
      ]),
    ),
    `Export of all as CSV: ${(memory.bytes / 1e6).toFixed(0)} MB in ${memory.seconds.toFixed(0)} s; resident ${memory.idle.toFixed(0)} MB idle, ${memory.most.toFixed(0)} MB at most: ${grown.toFixed(0)} MB more, bound ${MAX_MEMORY_MB}: ${grown <= MAX_MEMORY_MB ? 'holds' : 'FAILS'}`,
  ]
}

function formatLine([name = '', ...cells]: string[]): string {
  return `${name.padEnd(44)}${cells.map(cell => cell.padStart(cell.startsWith('(') ? 14 : 9)).join('')}`
}

function isWithinBounds(one: Measured): boolean {
  return computeRatio(one) <= MAX_RATIO || (one.broad === true && one.many <= MAX_BROAD_MS)
}

function computeRatio({ many, few }: Measured): number {
  return many / few
}

const formatNumber = (count: number) => count.toLocaleString('en')
