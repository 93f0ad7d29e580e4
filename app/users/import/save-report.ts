import type { ImportRun } from './run-import.ts'

/** Gives the report to the browser as a file to keep. With a mark before UTF-8, which Excel needs. */
export function saveReport({ dryRun, report }: ImportRun): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', ...report], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = dryRun ? 'latchkey-import-check.csv' : 'latchkey-import.csv'
  link.click()
  URL.revokeObjectURL(url)
}
