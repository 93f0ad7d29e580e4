import { makeImportDecoder } from '#lib/users/import/import-decoder.ts'
import { type FileRow, RowReader } from '#lib/users/import/rows.ts'

/** How much of the file is in memory at a time, in bytes. */
const PIECE_BYTES = 64 * 1024
/**
 * How much one request carries, in characters, so that the answer comes soon and the API's limits are far away. A row
 * counts at least `ROW_WEIGHT`, and more if its password must be hashed: a request has at most 500 rows, or 20 of those.
 */
const MAX_CHUNK_WEIGHT = 250_000
const ROW_WEIGHT = 500
const PASSWORD_ROW_WEIGHT = 12_500

/** Some rows of a file; `part` is how much of the file has been read so far, from 0 to 1. */
export type Chunk = { rows: FileRow[]; part: number }

/**
 * Reads a file of users in chunks, whatever its size.
 * @param ignored receives the names of columns that are not read.
 * @throws Problem `broken_file`.
 */
export async function* readFileChunks(file: Blob, ignored: Set<string>): AsyncGenerator<Chunk> {
  let rows: FileRow[] = []
  let reader: RowReader | undefined
  let part = 0
  let load = 0
  for await (const text of readPieces(file)) {
    reader ??= new RowReader(/^\s*[[{]/.test(text) ? 'json' : 'csv')
    part = Math.min(1, part + PIECE_BYTES / file.size)
    for (const row of reader.read(text)) {
      const more = weighRow(row)
      if (load + more > MAX_CHUNK_WEIGHT) {
        yield { rows, part }
        rows = []
        load = 0
      }
      rows.push(row)
      load += more
    }
    for (const column of reader.ignored) ignored.add(column)
  }
  rows.push(...(reader ?? new RowReader('csv')).end())
  yield { rows, part: 1 }
}

async function* readPieces(file: Blob): AsyncGenerator<string> {
  const text = makeImportDecoder()
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const bytes = await file.slice(from, from + PIECE_BYTES).arrayBuffer()
    yield text(new Uint8Array(bytes))
  }
  // Throws if the file ends within a character.
  text()
}

function weighRow(row: FileRow): number {
  if (!('values' in row)) return ROW_WEIGHT
  const least = row.values.password ? PASSWORD_ROW_WEIGHT : ROW_WEIGHT
  return Math.max(least, JSON.stringify(row.values).length)
}
