import { exportEvents } from '#lib/audit/export.ts'
import { AuditExportQuery } from '#lib/audit/schema.ts'
import { parseInput } from '#lib/http/body.ts'
import type { Command } from './command.ts'
import { EXPORT_OPTIONS, readExportOptions, writeExport } from './export-file.ts'
import { findOperator } from './operator.ts'

const exportCommand: Command = {
  name: 'export',
  summary: 'Export the audit log, newest events first',
  options: {
    ...EXPORT_OPTIONS,
    '--action <action>': 'only events with this action, such as sign_in',
    '--result <result>': 'only events with this result: ok, refused or limited',
    '--from <time>': 'only events from this day or time on, UTC',
    '--to <time>': 'only events until this day or time, UTC',
    '--about <who>': 'only events by or about this user, or from this address',
  },
  async run(input, terminal) {
    const { about: q, ...options } = readExportOptions(input)
    const query = parseInput(AuditExportQuery, { q, ...options })
    return writeExport(input, terminal, () => exportEvents(findOperator(), query))
  },
}

export const auditCommand: Command = {
  name: 'audit',
  summary: 'The audit log: who did what',
  commands: [exportCommand],
}
