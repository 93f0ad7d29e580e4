import type { Measured } from './measure.ts'
import { type EngineResult, FEW, MANY } from './run.ts'

/** What the same may cost at a million users over what it costs at a thousand. */
const RATIO = 1.5
/**
 * What a search may cost that thousands match and that is sorted by a column, in ms, where the ratio is over its bound:
 * there is no index that has the matches of every prefix in every order.
 */
const BROAD = 100
/** What an export may take over the idle state, in MB. */
const MEMORY = 150

export function allHold(results: readonly EngineResult[]): boolean {
  return results.every(
    ({ measured, memory }) =>
      measured.every(one => holds(one)) && memory.most - memory.idle <= MEMORY,
  )
}

/** The table that a person reads. */
export function usersTable(results: readonly EngineResult[]): string {
  return results.flatMap(engineLines).join('\n')
}

/** The same for programs. */
export function usersJson(results: readonly EngineResult[]): string {
  return JSON.stringify({ many: MANY, few: FEW, bound: RATIO, broadBound: BROAD, results }, null, 2)
}

function engineLines({ engine, measured, memory }: EngineResult): string[] {
  const grown = memory.most - memory.idle
  return [
    `\n${engine}: ms at ${number(MANY)} users against ${number(FEW)} in the same run (medians), bound ${RATIO} ×`,
    line(['', 'at many', 'at few', 'ratio', 'first', 'worst', '']),
    ...measured.map(one =>
      line([
        one.name,
        ...[one.many, one.few, ratioOf(one), one.first, one.worst].map(n => n.toFixed(2)),
        holds(one) ? 'holds' : 'FAILS',
        ...(one.broad ? [`(or ${BROAD} ms)`] : []),
      ]),
    ),
    `Export of all as CSV: ${(memory.bytes / 1e6).toFixed(0)} MB in ${memory.seconds.toFixed(0)} s; resident ${memory.idle.toFixed(0)} MB idle, ${memory.most.toFixed(0)} MB at most: ${grown.toFixed(0)} MB more, bound ${MEMORY}: ${grown <= MEMORY ? 'holds' : 'FAILS'}`,
  ]
}

function line([name = '', ...cells]: string[]): string {
  return `${name.padEnd(44)}${cells.map(cell => cell.padStart(cell.startsWith('(') ? 14 : 9)).join('')}`
}

function holds(one: Measured): boolean {
  return ratioOf(one) <= RATIO || (one.broad === true && one.many <= BROAD)
}

function ratioOf({ many, few }: Measured): number {
  return many / few
}

const number = (count: number) => count.toLocaleString('en')
