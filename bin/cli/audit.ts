import { createWriteStream } from 'node:fs'
import { link, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { exportEvents } from '#lib/audit/export.ts'
import { AuditExportQuery } from '#lib/audit/schema.ts'
import { createDraft, discardDraft, syncFile } from '#lib/backup/draft.ts'
import { parseInput } from '#lib/http/body.ts'
import { type Command, CommandError, EXIT } from './command.ts'
import { findOperator } from './operator.ts'

const exportCommand: Command = {
  name: 'export',
  summary: 'Export the audit log, newest events first',
  options: {
    '--format <format>': 'csv (default) or json, which --json also means',
    '--out <file>': 'a new file (default: standard output)',
    '--action <action>': 'only events with this action, such as sign_in',
    '--result <result>': 'only events with this result: ok, refused or limited',
    '--from <time>': 'only events from this day or time on, UTC',
    '--to <time>': 'only events until this day or time, UTC',
    '--about <who>': 'only events by or about this user, or from this address',
  },
  async run({ options: { json, out, about: q, ...options } }, terminal) {
    if (json && options.format === 'csv' && out === undefined) {
      const message =
        'Give --json or --format csv, not both: with --json standard output holds JSON. With --out the file may be CSV.'
      throw new CommandError(EXIT.usage, 'json_or_csv', message)
    }
    const query = parseInput(AuditExportQuery, { q, ...(json && { format: 'json' }), ...options })
    const path = typeof out === 'string' ? resolve(terminal.folder, out) : null
    if (path && (await stat(path).catch(() => null))) throw makeFileExistsError(path)
    const file = Readable.fromWeb((await exportEvents(findOperator(), query)) as ReadableStream)
    if (!path) {
      await pipeline(file, terminal.out, { end: false })
      return null
    }
    const bytes = await writeNewFile(path, file).catch(error => {
      throw Object.assign(error, { path })
    })
    const data = { file: path, bytes }
    return { data, text: `Wrote ${bytes.toLocaleString('en')} bytes to ${path}.` }
  },
}

/** Writes `file` under a temporary name first, so that `path` never holds half of it. @returns the number of bytes. */
async function writeNewFile(path: string, file: Readable): Promise<number> {
  const draft = await createDraft(path)
  try {
    const target = createWriteStream(draft)
    await pipeline(file, target)
    await syncFile(draft)
    // `link` fails when the name is taken, even if another process took it just now.
    await link(draft, path)
    return target.bytesWritten
  } finally {
    await discardDraft(draft)
  }
}

/** The error of `link` in {@link writeNewFile}, for before anything is read. */
function makeFileExistsError(path: string): Error {
  return Object.assign(new Error(`${path} is taken`), { code: 'EEXIST', path })
}

export const auditCommand: Command = {
  name: 'audit',
  summary: 'The audit log: who did what',
  commands: [exportCommand],
}
