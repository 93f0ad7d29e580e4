import { z } from 'zod'
import { readBytes } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import type { ProblemCode } from '#lib/http/problem-codes.ts'
import { makeImportDecoder } from './import-decoder.ts'
import { type FileRow, RowReader } from './rows.ts'

/** The largest body: Vercel accepts 4.5 MB, and Next cuts at 10 MB. */
const MAX_IMPORT_BYTES = 4 * 1024 * 1024
/** How many users, and how many with a password to hash, one request may have so that the answer takes under a minute. */
const MAX_ROWS = 10_000
const MAX_PASSWORDS = 100

const FORMATS: Record<string, 'csv' | 'json'> = {
  'text/csv': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'json',
}

/** How to import. Another parameter is refused: somebody who misspells `dry-run` does not want anything written. */
export const ImportQuery = z.strictObject(
  {
    'dry-run': z
      .enum(['0', '1'], 'dry-run must be 0 or 1.')
      .default('0')
      .describe('`1` checks the file and writes nothing.'),
  },
  {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? 'The only parameter is dry-run.' : undefined,
  },
)

/**
 * Reads the users from a body: CSV, a JSON array, or NDJSON, by its content type. A form can send none of these types,
 * so that a page on another origin needs a preflight (Fetch §4.9, ASVS v5.0.0-3.5.2).
 * @returns the rows, and the columns that were ignored.
 * @throws Problem 413 (`body_too_large`, `too_many_rows`, `too_many_passwords`), 415, 400 `broken_file`.
 */
export async function readImport(
  request: Request,
): Promise<{ rows: FileRow[]; ignored: string[] }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const format = Object.hasOwn(FORMATS, type) && FORMATS[type]
  if (!format) {
    const types = Object.keys(FORMATS).join(', ')
    throw new Problem(415, 'unsupported_media_type', `Send the users as one of ${types}.`)
  }
  const reader = new RowReader(format)
  const rows: FileRow[] = []
  const text = makeImportDecoder()
  const bytes = await readBytes(request, MAX_IMPORT_BYTES)
  for (const row of reader.read(text(bytes) + text())) addRow(rows, row)
  for (const row of reader.end()) addRow(rows, row)
  if (rows.filter(hasPassword).length > MAX_PASSWORDS) {
    throw tooMany('too_many_passwords', `${MAX_PASSWORDS} users with a password`)
  }
  return { rows, ignored: [...reader.ignored] }
}

function addRow(rows: FileRow[], row: FileRow): void {
  if (rows.push(row) > MAX_ROWS) {
    throw tooMany('too_many_rows', `${MAX_ROWS.toLocaleString('en')} users`)
  }
}

function tooMany(code: ProblemCode, limit: string): Problem {
  return new Problem(413, code, `At most ${limit} can be sent at once. Send them in parts.`)
}

function hasPassword(row: FileRow): boolean {
  return 'values' in row && Boolean(row.values.password)
}
