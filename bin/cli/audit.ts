import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { exportEvents } from '#lib/audit/export.ts'
import { AuditExportQuery } from '#lib/audit/schema.ts'
import { parse } from '#lib/http/body.ts'
import { operator } from '../operator.ts'
import type { Command } from './command.ts'

const exportAll: Command = {
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
    const query = parse(AuditExportQuery, { q, ...(json && { format: 'json' }), ...options })
    const file = Readable.fromWeb((await exportEvents(operator(), query)) as ReadableStream)
    if (typeof out !== 'string') {
      await pipeline(file, terminal.out, { end: false })
      return null
    }
    const path = resolve(terminal.folder, out)
    const target = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    await pipeline(file, target)
    const data = { file: path, bytes: target.bytesWritten }
    return { data, text: `Wrote ${data.bytes.toLocaleString('en')} bytes to ${path}.` }
  },
}

export const audit: Command = {
  name: 'audit',
  summary: 'The records of who did what',
  commands: [exportAll],
}
