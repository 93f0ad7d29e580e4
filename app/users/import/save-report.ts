import type { ImportRun } from './run-import.ts'

/** Downloads the report. It begins with a byte order mark, without which Excel does not read UTF-8. */
export function saveReport({ dryRun, report }: ImportRun): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', ...report], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = dryRun ? 'latchkey-import-check.csv' : 'latchkey-import.csv'
  link.click()
  URL.revokeObjectURL(url)
}
