import { type FileRow, RowReader } from './rows.ts'

/** The rows of a whole file. */
export function readAllRows(file: string, format: 'csv' | 'json' = 'csv'): FileRow[] {
  const reader = new RowReader(format)
  return [...reader.read(file), ...reader.end()]
}
