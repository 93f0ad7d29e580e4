import type { Measured } from './measure.ts'
import { type EngineResult, LARGE_COUNT, SMALL_COUNT } from './run.ts'

/** How much longer a request may take with a million users than with a thousand. */
const MAX_RATIO = 1.5
/**
 * How long a search with thousands of matches that is sorted by a column may take when it exceeds the ratio: no index
 * has the matches of every prefix in every order.
 */
const MAX_BROAD_MS = 100
/** How much memory an export may take in addition to the idle state. */
const MAX_MEMORY_MB = 150

export function isEveryBoundMet(results: readonly EngineResult[]): boolean {
  return results.every(
    ({ measured, memory }) =>
      measured.every(one => isWithinBounds(one)) && memory.most - memory.idle <= MAX_MEMORY_MB,
  )
}

/** A table for people. */
export function formatUsersTable(results: readonly EngineResult[]): string {
  return results.flatMap(listEngineLines).join('\n')
}

/** The same as JSON, for programs. */
export function formatUsersJson(results: readonly EngineResult[]): string {
  return JSON.stringify(
    { large: LARGE_COUNT, small: SMALL_COUNT, bound: MAX_RATIO, broadBound: MAX_BROAD_MS, results },
    null,
    2,
  )
}

function listEngineLines({ engine, measured, memory }: EngineResult): string[] {
  const grown = memory.most - memory.idle
  return [
    `\n${engine}: ms with ${formatNumber(LARGE_COUNT)} users (large) against ${formatNumber(SMALL_COUNT)} (small) in the same run (medians), bound ${MAX_RATIO} ×`,
    formatLine(['', 'large', 'small', 'ratio', 'first', 'worst', '']),
    ...measured.map(one =>
      formatLine([
        one.name,
        one.large.toFixed(2),
        one.small.toFixed(2),
        computeRatio(one).toFixed(2),
        one.first.toFixed(2),
        one.worst.toFixed(2),
        isWithinBounds(one) ? 'holds' : 'FAILS',
        ...(one.broad ? [`(or ${MAX_BROAD_MS} ms)`] : []),
      ]),
    ),
    `Export of all users as CSV: ${(memory.bytes / 1e6).toFixed(0)} MB in ${memory.seconds.toFixed(0)} s; resident ${memory.idle.toFixed(0)} MB idle, ${memory.most.toFixed(0)} MB at most: ${grown.toFixed(0)} MB more, bound ${MAX_MEMORY_MB}: ${grown <= MAX_MEMORY_MB ? 'holds' : 'FAILS'}`,
  ]
}

function formatLine([name = '', ...cells]: string[]): string {
  return `${name.padEnd(44)}${cells.map(cell => cell.padStart(cell.startsWith('(') ? 14 : 9)).join('')}`
}

function isWithinBounds(one: Measured): boolean {
  return computeRatio(one) <= MAX_RATIO || (one.broad === true && one.large <= MAX_BROAD_MS)
}

function computeRatio({ large, small }: Measured): number {
  return large / small
}

const formatNumber = (count: number) => count.toLocaleString('en')
