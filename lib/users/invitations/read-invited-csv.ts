import type { FieldError } from '#lib/http/problem.ts'
import { stripFormulaGuard } from '#lib/lists/csv-line.ts'
import { CsvReader, type CsvRecord } from '../import/csv-reader.ts'
import { type Columns, missingColumns, readHeader } from '../import/header.ts'

/** How many ignored columns are named. */
export const MAX_IGNORED = 20

type Column = 'email' | 'name' | 'role'
/** The columns of a file of people to be invited. */
export const INVITED_FILE: Columns<Column> = {
  known: ['email', 'name', 'role'],
  needed: ['email'],
}

/** A row as it stands in a list, or why it cannot be read. */
export type InvitedRow = { row: number } & (
  | { values: Partial<Record<Column, unknown>> }
  | { refused: { code: string; errors: FieldError[] } }
)

/** The rows of a list, and the columns of it that are not read. */
export type InvitedList = { rows: InvitedRow[]; ignored: string[] }

/** Reads a list of people in CSV, whose first row names the columns. @throws Problem 400 `broken_file`. */
export function readInvitedCsv(text: string): InvitedList {
  const reader = new CsvReader()
  const [first, ...records] = [...reader.read(text), ...reader.end()]
  if (!first) throw missingColumns(INVITED_FILE)
  const header = readHeader(first.cells, INVITED_FILE)
  return {
    rows: records.map(record => readCells(record, header)),
    ignored: header.others.slice(0, MAX_IGNORED).map(shortenColumn),
  }
}

/** Shortens the name of a column that is not read. */
export function shortenColumn(name: string): string {
  return name.slice(0, 64)
}

function readCells({ row, cells }: CsvRecord, header: ReturnType<typeof readHeader<Column>>) {
  if (cells.length > header.width) {
    const message = `The header has ${header.width} cells, but this row has ${cells.length}.`
    return { row, refused: { code: 'uneven_row', errors: [{ path: '', message }] } }
  }
  // Programs that write lists leave out empty cells at the end.
  const entries = header.columns.map(({ column, at }) => {
    const cell = cells[at] ?? ''
    return [column, stripFormulaGuard(cell.trim())] as const
  })
  return { row, values: Object.fromEntries(entries) }
}
