import { createWriteStream } from 'node:fs'
import { link, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createDraft, discardDraft, syncFile } from '#lib/backup/draft.ts'
import { CommandError, EXIT, type Input, type Outcome } from './command.ts'
import type { Terminal } from './terminal.ts'

/** The options of every export. */
export const EXPORT_OPTIONS = {
  '--format <format>': 'csv (default) or json, which --json also means',
  '--out <file>': 'a new file (default: standard output)',
}

/** What the query of an export is made of: what was typed, without the options that are about the file. */
export function readExportOptions({ options }: Input): Record<string, unknown> {
  const { json, out, ...query } = options
  if (json && query.format === 'csv' && out === undefined) {
    const message =
      'Give --json or --format csv, not both: with --json standard output holds JSON. With --out the file may be CSV.'
    throw new CommandError(EXIT.usage, 'json_or_csv', message)
  }
  return { ...(json && { format: 'json' }), ...query }
}

/** Writes what `open` exports to the new file of `--out`, or to standard output. */
export async function writeExport(
  { options: { out } }: Input,
  terminal: Terminal,
  open: () => Promise<globalThis.ReadableStream<Uint8Array>>,
): Promise<Outcome> {
  const path = typeof out === 'string' ? resolve(terminal.folder, out) : null
  if (path && (await stat(path).catch(() => null))) throw makeFileExistsError(path)
  const file = Readable.fromWeb((await open()) as ReadableStream)
  if (!path) {
    await pipeline(file, terminal.out, { end: false })
    return null
  }
  const bytes = await writeNewFile(path, file).catch(error => {
    throw Object.assign(error, { path })
  })
  const data = { file: path, bytes }
  return { data, text: `Wrote ${bytes.toLocaleString('en')} bytes to ${path}.` }
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
