import { parseInput } from '#lib/http/body.ts'
import { ExportQuery, exportUsers } from '#lib/users/export.ts'
import type { Command } from '../command.ts'
import { EXPORT_OPTIONS, readExportOptions, writeExport } from '../export-file.ts'
import { findOperator } from '../operator.ts'

export const exportUsersCommand: Command = {
  name: 'export',
  summary: 'Export users to a file, all of them or those who match',
  args: { '[search]': 'the beginning of a user ID, of a word in a name, or of an e-mail address' },
  options: {
    ...EXPORT_OPTIONS,
    '--role <role>': 'only users with this role',
    '--status <status>': 'only users who are enabled, or disabled',
    '--sort <column>': 'uid, name, role, joined or lastSignIn; with - in front in reverse order',
  },
  notes:
    'The file has what the page /users exports: no passwords and no avatars. A backup has everything.',
  async run(input, terminal) {
    const [q] = input.args
    const query = parseInput(ExportQuery, { q, ...readExportOptions(input) })
    return writeExport(input, terminal, () => exportUsers(findOperator(), query))
  },
}
