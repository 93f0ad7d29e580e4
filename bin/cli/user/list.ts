import { parseInput } from '#lib/http/body.ts'
import { listUsers } from '#lib/users/list.ts'
import { UserQuery } from '#lib/users/schema.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatTable } from '../terminal.ts'

export const listUsersCommand: Command = {
  name: 'list',
  summary: 'List users, one page at a time',
  args: { '[search]': 'the beginning of a user ID, of a word in a name, or of an e-mail address' },
  options: {
    '--role <role>': 'only users with this role',
    '--status <status>': 'only users who are enabled, or disabled',
    '--sort <column>': 'uid, name, role, joined or lastSignIn; with - in front in reverse order',
    '--limit <number>': 'the size of a page, up to 1000 (default: 200)',
    '--after <cursor>': 'the page after another one, which printed this cursor',
  },
  async run({ args: [q], options: { json: _, ...options } }) {
    const data = await listUsers(findOperator(), parseInput(UserQuery, { q, ...options }))
    const { users, total, next } = data
    const rows = users.map(({ uid, name, role, lastSignIn, disabled }) => [
      uid,
      name,
      role,
      lastSignIn?.slice(0, 10) ?? 'never',
      disabled ? 'disabled' : '',
    ])
    const shown = formatTable([['USER ID', 'NAME', 'ROLE', 'LAST SIGN-IN', ''], ...rows])
    const more = next ? `\nNext page: --after ${next}` : ''
    return {
      data,
      text: `${users.length > 0 ? `${shown}\n\n` : ''}${describeUserCount(total)}.${more}`,
    }
  },
}
