import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { importUsers } from '#lib/users/import/import.ts'
import { makeImportDecoder } from '#lib/users/import/import-decoder.ts'
import { type FileRow, RowReader } from '#lib/users/import/rows.ts'
import { type Command, CommandError, EXIT } from '../command.ts'
import { findOperator } from '../operator.ts'
import { createProgressBar } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { flaskCommand } from './flask.ts'
import { describeImport } from './report.ts'

/** How many rows are in memory, and one record of the import is about, at a time. */
const ROWS_PER_BATCH = 200

const FORMATS: Record<string, 'csv' | 'json'> = { csv: 'csv', json: 'json', ndjson: 'json' }

export const importCommand: Command = {
  name: 'import',
  summary: 'Create the users of a file; it may be imported again after it was broken off',
  args: { '<file>': 'CSV, a JSON array or NDJSON, by its ending; - is standard input' },
  options: {
    '--format <format>': 'csv, json or ndjson, whatever its ending',
    '--dry-run': 'judge every row and write nothing',
  },
  notes:
    'Columns: uid and name, and of email, dob, role, disabled and password, or passwordHash, what\nthere is. Each row is for itself: one that is refused is told with its number and stops no other.\nWho is there already as the row says is skipped. Exit status 1 where a row was refused.',
  commands: [flaskCommand],
  async run({ args: [file = ''], options }, terminal) {
    const ending = typeof options.format === 'string' ? options.format : extname(file).slice(1)
    const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined
    if (!format) {
      const message = 'Say what kind of file this is: --format csv, json or ndjson.'
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
  const size = path === null ? 0 : (await stat(path).catch(failUnreadable)).size
  const sum: ImportOutcome = { created: 0, skipped: 0, failed: 0, rows: [], ignored: [] }
  const bar = createProgressBar(terminal, dryRun ? 'Judging' : 'Importing')
  try {
    for await (const { rows, read } of readBatches(path, reader, terminal)) {
      const piece = await importUsers(findOperator(), rows, dryRun)
      sum.created += piece.created
      sum.skipped += piece.skipped
      sum.failed += piece.failed
      sum.rows.push(...piece.rows)
      bar.at(size > 0 ? read / size : 0, `${sum.rows.length.toLocaleString('en')} rows`)
    }
  } finally {
    bar.end()
  }
  return { ...sum, ignored: [...reader.ignored] }
}

/** The rows in pieces, and how many bytes of the file they reach to. */
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

function failUnreadable(cause: Error): never {
  throw new CommandError(EXIT.failed, 'unreadable', `The file cannot be read: ${cause.message}`)
}
