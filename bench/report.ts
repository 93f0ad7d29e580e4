import { type Bound, boundText, type Finding, holds, type Row } from './row.ts'

/** A row that was measured. */
export type Result = { row: Row; finding: Finding }

const HEAD = ['', 'row', 'subject', 'reference', 'measured', 'bound']

/** The table that a person reads: one line for each row, and below it how its value came about. */
export function asTable(load: string, results: readonly Result[]): string {
  const lines = results.map(({ row, finding }) => [
    verdict(row.bound, finding.value),
    row.name,
    finding.subject,
    finding.reference || '–',
    `${finding.value.toFixed(2)} ${row.unit}`,
    boundText(row.bound),
  ])
  const widths = HEAD.map((head, i) => Math.max(head.length, ...lines.map(l => l[i]?.length ?? 0)))
  const drawn = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  return [
    `\nLoad by ${load}\n`,
    drawn(HEAD),
    ...results.flatMap(({ row, finding }, i) => [
      drawn(lines[i] ?? []),
      ...[row.what, ...(finding.notes ?? [])].map(note => `         ${note}`),
    ]),
  ].join('\n')
}

/** The same for programs. */
export function asJson(load: string, results: readonly Result[]): string {
  const rows = results.map(({ row: { measure: _, ...row }, finding }) => ({
    ...row,
    ...finding,
    holds: holds(row.bound, finding.value),
  }))
  return JSON.stringify({ load, rows }, null, 2)
}

const verdict = (bound: Bound, value: number) => (holds(bound, value) ? 'holds' : 'FAILS')
