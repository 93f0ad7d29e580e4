import { parseInput } from '#lib/http/body.ts'
import { listUsers } from '#lib/users/list.ts'
import { UserQuery } from '#lib/users/schema.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatTable } from '../terminal.ts'

export const listUsersCommand: Command = {
  name: 'list',
  summary: 'List users, a page at a time',
  args: { '[search]': 'the beginning of a user ID, of a word of a name, or of an e-mail address' },
  options: {
    '--role <role>': 'only those with this role',
    '--status <status>': 'only those who are enabled, or disabled',
    '--sort <column>': 'uid, name, role, joined or lastSignIn; turned round with - before it',
    '--limit <number>': 'so many at most, up to 1000; 200, unless given',
    '--after <cursor>': 'the next page: what the page before it gave as `next`',
  },
  async run({ args: [q], options: { json: _, ...options } }) {
    const data = await listUsers(findOperator(), parseInput(UserQuery, { q, ...options }))
    const { users, total, next } = data
    const rows = users.map(({ uid, name, role, lastSignIn, disabled }) => [
      ...[uid, name, role, lastSignIn?.slice(0, 10) ?? 'never'],
      disabled ? 'disabled' : '',
    ])
    const shown = formatTable([['USER ID', 'NAME', 'ROLE', 'LAST SIGN-IN', ''], ...rows])
    const more = next ? `\nThe next page: --after ${next}` : ''
    return {
      data,
      text: `${users.length > 0 ? `${shown}\n\n` : ''}${describeUserCount(total)}.${more}`,
    }
  },
}
