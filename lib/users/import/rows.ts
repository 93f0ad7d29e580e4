import type { FieldError } from '#lib/http/problem.ts'
import { stripFormulaGuard } from '#lib/lists/csv-line.ts'
import { CsvReader } from './csv-reader.ts'
import {
  type Header,
  IMPORT_COLUMNS,
  type ImportColumn,
  missingColumns,
  readHeader,
  USER_FILE,
} from './header.ts'
import { JsonReader } from './json-reader.ts'
import { SeenUids } from './seen-uids.ts'

/** How many ignored columns are named. */
const MAX_IGNORED = 20

/** The values of a row as they stand in the file. */
export type RowValues = Partial<Record<ImportColumn, unknown>>
/** A row of a file: its values, or why it cannot be read. */
export type FileRow = { row: number; uid: string } & (
  | { values: RowValues }
  | { refused: { code: string; errors: FieldError[] } }
)

/** Reads a file of users piece by piece, in browsers too. A second row with the same uid is refused. */
export class RowReader {
  /** The columns that are ignored. */
  readonly ignored = new Set<string>()
  readonly #reader: CsvReader | JsonReader
  readonly #uids = new SeenUids()
  #header: Header<ImportColumn> | undefined

  constructor(format: 'csv' | 'json') {
    this.#reader = format === 'csv' ? new CsvReader() : new JsonReader()
  }

  /** The rows that `text` completes. @throws Problem 400 `broken_file`. */
  *read(text: string): Generator<FileRow> {
    for (const record of this.#reader.read(text)) yield* this.#rowsOf(record)
  }

  /** The rows that the end of the file completes. @throws Problem 400 `broken_file`. */
  *end(): Generator<FileRow> {
    for (const record of this.#reader.end()) yield* this.#rowsOf(record)
    if (this.#reader instanceof CsvReader && !this.#header) throw missingColumns(USER_FILE)
  }

  *#rowsOf(record: { row: number; cells: string[] } | { row: number; value: object }) {
    const { row } = record
    if ('value' in record) yield this.#rowOf(row, this.#ownValues(record.value))
    else if (!this.#header) this.#header = this.#headerOf(record.cells)
    else yield this.#fromCells(row, this.#header, record.cells)
  }

  #headerOf(cells: string[]): Header<ImportColumn> {
    const header = readHeader(cells, USER_FILE)
    for (const name of header.others) this.#ignore(name)
    return header
  }

  #fromCells(row: number, header: Header<ImportColumn>, cells: string[]): FileRow {
    const values: RowValues = {}
    for (const { column, at } of header.columns) {
      const cell = cells[at] ?? ''
      // An export contains no passwords, so an apostrophe or a space at either end belongs to the password.
      values[column] = column.startsWith('password') ? cell : stripFormulaGuard(cell.trim())
    }
    // Programs that write lists leave out empty cells at the end.
    if (cells.length <= header.width) return this.#rowOf(row, values)
    const message = `The header has ${header.width} cells, but this row has ${cells.length}.`
    return {
      row,
      uid: textOf(values.uid),
      refused: { code: 'uneven_row', errors: [{ path: '', message }] },
    }
  }

  #ownValues(object: object): RowValues {
    const values: RowValues = {}
    for (const [name, value] of Object.entries(object)) {
      const column = IMPORT_COLUMNS.find(column => column === name)
      if (column) values[column] = value
      else this.#ignore(name)
    }
    return values
  }

  #ignore(name: string): void {
    if (this.ignored.size < MAX_IGNORED) this.ignored.add(name.slice(0, 64))
  }

  #rowOf(row: number, values: RowValues): FileRow {
    const uid = textOf(values.uid)
    const refused = this.#uids.add(uid, row)
    return refused ? { row, uid, refused } : { row, uid, values }
  }
}

function textOf(uid: unknown): string {
  return typeof uid === 'string' ? uid.slice(0, 100) : ''
}
