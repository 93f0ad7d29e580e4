import { readBytes } from '#lib/http/body.ts'
import { type FieldError, Problem } from '#lib/http/problem.ts'
import { stripFormulaGuard } from '#lib/lists/csv-line.ts'
import { CsvReader, type CsvRecord } from '../import/csv-reader.ts'
import { type Columns, missingColumns, readHeader } from '../import/header.ts'
import { makeImportDecoder } from '../import/import-decoder.ts'
import { JsonReader } from '../import/json-reader.ts'

/** The largest body: Vercel accepts 4.5 MB, and Next cuts at 10 MB. */
const MAX_BYTES = 4 * 1024 * 1024
/** How many people one request may invite. */
const MAX_ROWS = 10_000
/** How many ignored columns are named. */
const MAX_IGNORED = 20

const FORMATS: Record<string, 'csv' | 'json'> = {
  'text/csv': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'json',
}

type Column = 'email' | 'name' | 'role'
const FILE: Columns<Column> = { known: ['email', 'name', 'role'], needed: ['email'] }

/** A row as it stands in the request, or why it cannot be read. */
export type InvitedRow = { row: number } & (
  | { values: Partial<Record<Column, unknown>> }
  | { refused: { code: string; errors: FieldError[] } }
)
type Read = { rows: InvitedRow[]; ignored: string[] }

/**
 * Reads whom to invite from a body: one JSON object or an array of them, NDJSON, or CSV, by its content type. A form can
 * send none of these types, so that a page on another origin needs a preflight (Fetch §4.9, ASVS v5.0.0-3.5.2).
 * @throws Problem 413 (`body_too_large`, `too_many_rows`), 415, 400 `broken_file`.
 */
export async function readInvitations(request: Request): Promise<Read> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const format = Object.hasOwn(FORMATS, type) && FORMATS[type]
  if (!format) {
    const types = Object.keys(FORMATS).join(', ')
    throw new Problem(415, 'unsupported_media_type', `Send the invitations as one of ${types}.`)
  }
  const decode = makeImportDecoder()
  const text = decode(await readBytes(request, MAX_BYTES)) + decode()
  const read = format === 'csv' ? readCsv(text) : readJsonRows(text)
  if (read.rows.length <= MAX_ROWS) return read
  const limit = MAX_ROWS.toLocaleString('en')
  const message = `At most ${limit} people can be invited at once. Send them in parts.`
  throw new Problem(413, 'too_many_rows', message)
}

function readCsv(text: string): Read {
  const reader = new CsvReader()
  const [first, ...records] = [...reader.read(text), ...reader.end()]
  if (!first) throw missingColumns(FILE)
  const header = readHeader(first.cells, FILE)
  return {
    rows: records.map(record => readCells(record, header)),
    ignored: header.others.slice(0, MAX_IGNORED).map(shorten),
  }
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

function readJsonRows(text: string): Read {
  const reader = new JsonReader()
  const ignored = new Set<string>()
  const rows = [...reader.read(text), ...reader.end()].map(({ row, value }) => {
    const entries = Object.entries(value).filter(([name]) => {
      const isKnown = (FILE.known as readonly string[]).includes(name)
      if (!isKnown && ignored.size < MAX_IGNORED) ignored.add(shorten(name))
      return isKnown
    })
    return { row, values: Object.fromEntries(entries) }
  })
  return { rows, ignored: [...ignored] }
}

function shorten(name: string): string {
  return name.slice(0, 64)
}
