import { readBytes } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { makeImportDecoder } from '../import/import-decoder.ts'
import { JsonReader } from '../import/json-reader.ts'
import {
  INVITED_FILE,
  type InvitedList,
  MAX_IGNORED,
  readInvitedCsv,
  shortenColumn,
} from './read-invited-csv.ts'

/** The largest body: Vercel accepts 4.5 MB, and Next cuts at 10 MB. */
const MAX_BYTES = 4 * 1024 * 1024
/** How many people one request may invite. */
const MAX_ROWS = 10_000

const FORMATS: Record<string, 'csv' | 'json'> = {
  'text/csv': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'json',
}

/**
 * Reads whom to invite from a body: one JSON object or an array of them, NDJSON, or CSV, by its content type. A form can
 * send none of these types, so that a page on another origin needs a preflight (Fetch §4.9, ASVS v5.0.0-3.5.2).
 * @throws Problem 413 (`body_too_large`, `too_many_rows`), 415, 400 `broken_file`.
 */
export async function readInvitations(request: Request): Promise<InvitedList> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const format = Object.hasOwn(FORMATS, type) && FORMATS[type]
  if (!format) {
    const types = Object.keys(FORMATS).join(', ')
    throw new Problem(415, 'unsupported_media_type', `Send the invitations as one of ${types}.`)
  }
  const decode = makeImportDecoder()
  const text = decode(await readBytes(request, MAX_BYTES)) + decode()
  const read = format === 'csv' ? readInvitedCsv(text) : readJsonRows(text)
  if (read.rows.length <= MAX_ROWS) return read
  const limit = MAX_ROWS.toLocaleString('en')
  const message = `At most ${limit} people can be invited at once. Send them in parts.`
  throw new Problem(413, 'too_many_rows', message)
}

function readJsonRows(text: string): InvitedList {
  const reader = new JsonReader()
  const ignored = new Set<string>()
  const rows = [...reader.read(text), ...reader.end()].map(({ row, value }) => {
    const entries = Object.entries(value).filter(([name]) => {
      const isKnown = (INVITED_FILE.known as readonly string[]).includes(name)
      if (!isKnown && ignored.size < MAX_IGNORED) ignored.add(shortenColumn(name))
      return isKnown
    })
    return { row, values: Object.fromEntries(entries) }
  })
  return { rows, ignored: [...ignored] }
}
