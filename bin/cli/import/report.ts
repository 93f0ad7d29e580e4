import type { FieldError } from '#lib/http/problem.ts'
import type { RowResult } from '#lib/users/import/judge.ts'
import { toPrintable } from '../terminal.ts'

/** The result of an import, row by row and in numbers. */
export type ImportSummary = {
  created: number
  skipped: number
  failed: number
  ignored: string[]
  rows: (RowResult & { notes?: FieldError[] })[]
}

/** One line for each row that was refused or imported in part, with the reason, then the numbers. */
export function describeImport(
  { rows, ignored, ...counts }: ImportSummary,
  dryRun: boolean,
): string {
  const lines = rows
    .filter(({ result, notes }) => result === 'failed' || notes)
    .map(({ row, uid, errors, notes, code }) => {
      const why = (errors ?? notes)?.map(({ message }) => message).join(' ') ?? code
      return toPrintable(`Row ${row}${uid ? ` (${uid})` : ''}: ${why}`)
    })
  if (ignored.length > 0) lines.push(`Ignored columns: ${toPrintable(ignored.join(', '))}.`)
  const [created, skipped, failed] = [counts.created, counts.skipped, counts.failed].map(count =>
    count.toLocaleString('en'),
  )
  lines.push(
    `${dryRun ? 'Would create' : 'Created'}: ${created}. Skipped: ${skipped}. Refused: ${failed}.`,
  )
  return lines.join('\n')
}
