import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { importUsers } from '#lib/users/import/import.ts'
import { makeImportDecoder } from '#lib/users/import/import-decoder.ts'
import { type FileRow, RowReader } from '#lib/users/import/rows.ts'
import { type Command, CommandError, EXIT } from '../command.ts'
import { findOperator } from '../operator.ts'
import { createProgressBar } from '../progress.ts'
import { refuseFile } from '../refuse-file.ts'
import type { Terminal } from '../terminal.ts'
import { flaskCommand } from './flask.ts'
import { describeImport } from './report.ts'

/** How many rows are in memory at a time. Each batch has one audit event. */
const ROWS_PER_BATCH = 200

const FORMATS: Record<string, 'csv' | 'json'> = { csv: 'csv', json: 'json', ndjson: 'json' }

export const importCommand: Command = {
  name: 'import',
  summary: 'Create users from a file; an interrupted import can be repeated',
  args: { '<file>': 'CSV, a JSON array or NDJSON, told by its ending; - is standard input' },
  options: {
    '--format <format>': 'csv, json or ndjson, whatever the ending',
    '--dry-run': 'check every row and write nothing',
  },
  notes:
    'Columns: uid and name; optional are email, emailVerified, dob, role, disabled, and password or\npasswordHash. An address counts as verified unless emailVerified is false. Rows are independent: a\nrefused row is reported with its number, the others are imported. Users who exist with the same data\nare skipped. The exit status is 1 when a row was refused.',
  commands: [flaskCommand],
  async run({ args: [file = ''], options }, terminal) {
    const ending = typeof options.format === 'string' ? options.format : extname(file).slice(1)
    const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined
    if (!format) {
      const message = 'The ending does not tell the format. Add --format csv, json or ndjson.'
      throw new CommandError(EXIT.usage, 'unknown_format', message)
    }
    const dryRun = options.dryRun === true
    const data = await importAll(file, new RowReader(format), dryRun, terminal)
    return { data, text: describeImport(data, dryRun), failed: data.failed > 0 }
  },
}

type ImportOutcome = Awaited<ReturnType<typeof importUsers>> & { ignored: string[] }

async function importAll(
  file: string,
  reader: RowReader,
  dryRun: boolean,
  terminal: Terminal,
): Promise<ImportOutcome> {
  const path = file === '-' ? null : resolve(terminal.folder, file)
  const size = path === null ? 0 : (await stat(path).catch(refuseFile)).size
  const sum: ImportOutcome = { created: 0, skipped: 0, failed: 0, rows: [], ignored: [] }
  const bar = createProgressBar(terminal, dryRun ? 'Checking' : 'Importing')
  try {
    for await (const { rows, read } of readBatches(path, reader, terminal)) {
      const batch = await importUsers(findOperator(), rows, dryRun)
      sum.created += batch.created
      sum.skipped += batch.skipped
      sum.failed += batch.failed
      sum.rows.push(...batch.rows)
      bar.at(size > 0 ? read / size : 0, `${sum.rows.length.toLocaleString('en')} rows`)
    }
  } finally {
    bar.end()
  }
  return { ...sum, ignored: [...reader.ignored] }
}

/** The rows in batches; `read` is how many bytes of the file have been read so far. */
async function* readBatches(path: string | null, reader: RowReader, { stdin }: Terminal) {
  const text = makeImportDecoder()
  let rows: FileRow[] = []
  let read = 0
  for await (const chunk of path === null ? stdin : createReadStream(path)) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    read += bytes.length
    for (const row of reader.read(text(bytes))) {
      if (rows.push(row) < ROWS_PER_BATCH) continue
      yield { rows, read }
      rows = []
    }
  }
  rows.push(...reader.read(text()), ...reader.end())
  if (rows.length > 0) yield { rows, read }
}
