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
import type { Command } from './command.ts'
import { findOperator } from './operator.ts'

const exportCommand: Command = {
  name: 'export',
  summary: 'Write the records of who did what, newest first',
  options: {
    '--format <format>': 'csv, unless given, or json',
    '--out <file>': 'a new file; standard output, unless given',
    '--action <action>': 'only these, as in sign_in',
    '--result <result>': 'only these: ok, refused or limited',
    '--from <time>': 'from this day or moment on, UTC',
    '--to <time>': 'until this day or moment, UTC',
    '--about <who>': 'only those by or about this user, or from this address',
  },
  async run({ options: { json, out, about: q, ...options } }, terminal) {
    const query = parseInput(AuditExportQuery, { q, ...(json && { format: 'json' }), ...options })
    const path = typeof out === 'string' ? resolve(terminal.folder, out) : null
    if (path && (await stat(path).catch(() => null))) throw pathTaken(path)
    const file = Readable.fromWeb((await exportEvents(findOperator(), query)) as ReadableStream)
    if (!path) {
      await pipeline(file, terminal.out, { end: false })
      return null
    }
    const bytes = await writeWhole(path, file).catch(fault => {
      throw Object.assign(fault, { path })
    })
    const data = { file: path, bytes }
    return { data, text: `Wrote ${bytes.toLocaleString('en')} bytes to ${path}.` }
  },
}

/** Writes a file beside `path` first, so that one that is broken off never has its name. @returns its bytes. */
async function writeWhole(path: string, file: Readable): Promise<number> {
  const draft = await createDraft(path)
  try {
    const target = createWriteStream(draft)
    await pipeline(file, target)
    await syncFile(draft)
    // A name that is taken is refused, even by whoever was quicker.
    await link(draft, path)
    return target.bytesWritten
  } finally {
    await discardDraft(draft)
  }
}

/** What the link would be refused with at the end, before anything is read. */
function pathTaken(path: string): Error {
  return Object.assign(new Error(`${path} is taken`), { code: 'EEXIST', path })
}

export const auditCommand: Command = {
  name: 'audit',
  summary: 'The records of who did what',
  commands: [exportCommand],
}
