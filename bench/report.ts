import { type Bound, describeBound, type Finding, isWithinBound, type Row } from './row.ts'

/** A row and what was measured for it. */
export type MeasuredRow = { row: Row; finding: Finding }

const HEAD = ['', 'row', 'subject', 'reference', 'measured', 'bound']

/** A table for people: one line for each row, and notes below it. `load` names the load generator. */
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

/** The same as JSON, for programs. */
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
