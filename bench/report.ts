import { type Bound, describeBound, type Finding, isWithinBound, type Row } from './row.ts'

/** A row that was measured. */
export type MeasuredRow = { row: Row; finding: Finding }

const HEAD = ['', 'row', 'subject', 'reference', 'measured', 'bound']

/** The table that a person reads: one line for each row, and below it how its value came about. */
export function formatRowsTable(load: string, results: readonly MeasuredRow[]): string {
  const lines = results.map(({ row, finding }) => [
    describeVerdict(row.bound, finding.value),
    row.name,
    finding.subject,
    finding.reference || '–',
    `${finding.value.toFixed(2)} ${row.unit}`,
    describeBound(row.bound),
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
export function formatRowsJson(load: string, results: readonly MeasuredRow[]): string {
  const rows = results.map(({ row: { measure: _, ...row }, finding }) => ({
    ...row,
    ...finding,
    holds: isWithinBound(row.bound, finding.value),
  }))
  return JSON.stringify({ load, rows }, null, 2)
}

const describeVerdict = (bound: Bound, value: number) =>
  isWithinBound(bound, value) ? 'holds' : 'FAILS'
