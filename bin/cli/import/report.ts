import type { FieldError } from '#lib/http/problem.ts'
import type { RowResult } from '#lib/users/import/judge.ts'
import { toPrintable } from '../terminal.ts'

/** What became of the rows of a file or a database. */
export type ImportSummary = {
  created: number
  skipped: number
  failed: number
  ignored: string[]
  rows: (RowResult & { notes?: FieldError[] })[]
}

/** Each row that was refused or lost something, with why, and the numbers. */
export function describeImport(
  { rows, ignored, ...counts }: ImportSummary,
  dryRun: boolean,
): string {
  const told = rows
    .filter(({ result, notes }) => result === 'failed' || notes)
    .map(({ row, uid, errors, notes, code }) => {
      const why = (errors ?? notes)?.map(({ message }) => message).join(' ') ?? code
      return toPrintable(`Row ${row}${uid ? ` (${uid})` : ''}: ${why}`)
    })
  const unread = ignored.length > 0 ? [`Not read: ${toPrintable(ignored.join(', '))}.`] : []
  const [created, skipped, failed] = [counts.created, counts.skipped, counts.failed].map(count =>
    count.toLocaleString('en'),
  )
  const sum = `${dryRun ? 'Would be created' : 'Created'}: ${created}. There already: ${skipped}. Refused: ${failed}.`
  return [...told, ...unread, sum].join('\n')
}
