import type { FieldError } from '#lib/http/problem.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { stripFormulaGuard } from '#lib/lists/csv-line.ts'
import { CsvReader } from './csv-reader.ts'
import {
  type Header,
  IMPORT_COLUMNS,
  type ImportColumn,
  missingColumns,
  readHeader,
} from './header.ts'
import { JsonReader } from './json-reader.ts'

/** How many of the others are told. */
const MAX_IGNORED = 20

/** What a row says, as it stands there. */
export type RowValues = Partial<Record<ImportColumn, unknown>>
/** A row of a file: what it says, or why it cannot even be read. */
export type FileRow = { row: number; uid: string } & (
  | { values: RowValues }
  | { refused: { code: string; errors: FieldError[] } }
)

/**
 * Reads a file of users piece by piece, in browsers too. A uid that stands there a second time is refused
 * there, whatever else both rows say.
 */
export class RowReader {
  /** The columns that were met and not read. */
  readonly ignored = new Set<string>()
  readonly #reader: CsvReader | JsonReader
  readonly #seen = new Map<string, number>()
  #header: Header | undefined

  constructor(format: 'csv' | 'json') {
    this.#reader = format === 'csv' ? new CsvReader() : new JsonReader()
  }

  /** The rows that are complete with `text`. @throws Problem 400 `broken_file`. */
  *read(text: string): Generator<FileRow> {
    for (const record of this.#reader.read(text)) yield* this.#rowsOf(record)
  }

  /** The rows that are complete now that the file has ended. @throws Problem 400 `broken_file`. */
  *end(): Generator<FileRow> {
    for (const record of this.#reader.end()) yield* this.#rowsOf(record)
    if (this.#reader instanceof CsvReader && !this.#header) throw missingColumns()
  }

  *#rowsOf(record: { row: number; cells: string[] } | { row: number; value: object }) {
    const { row } = record
    if ('value' in record) yield this.#rowOf(row, this.#ownValues(record.value))
    else if (!this.#header) this.#header = this.#headerOf(record.cells)
    else yield this.#fromCells(row, this.#header, record.cells)
  }

  #headerOf(cells: string[]): Header {
    const header = readHeader(cells)
    for (const name of header.others) this.#ignore(name)
    return header
  }

  #fromCells(row: number, header: Header, cells: string[]): FileRow {
    const values: RowValues = {}
    for (const { column, at } of header.columns) {
      const cell = cells[at] ?? ''
      // An export holds no passwords, so an apostrophe in one is its own, and a blank may be.
      values[column] = column.startsWith('password') ? cell : stripFormulaGuard(cell.trim())
    }
    if (cells.length === header.width) return this.#rowOf(row, values)
    const message = `Cells in this row: ${cells.length}, in the header: ${header.width}.`
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
    const key = foldUid(uid)
    const first = this.#seen.get(key)
    if (first === undefined) {
      if (key) this.#seen.set(key, row)
      return { row, uid, values }
    }
    const message = `The user ID ${uid} stands in row ${first} already.`
    return { row, uid, refused: { code: 'uid_repeated', errors: [{ path: 'uid', message }] } }
  }
}

function textOf(uid: unknown): string {
  return typeof uid === 'string' ? uid.slice(0, 100) : ''
}
