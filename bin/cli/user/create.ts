import { env } from '#lib/env/env.ts'
import { parseInput } from '#lib/http/body.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { NewUser } from '#lib/users/schema.ts'
import { createUser } from '#lib/users/store.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { PASSWORD_OPTIONS, readNewPassword } from './new-password.ts'

export const createUserCommand: Command = {
  name: 'create',
  summary: 'Create a user',
  args: { '<uid>': 'the user ID: 2 to 64 letters, digits and . _ - @' },
  options: {
    '--name <name>': 'the name that others see (default: the user ID)',
    '--role <role>': 'one of ROLES (default: the first)',
    '--email <address>': 'the e-mail address',
    '--dob <day>': 'the date of birth, YYYY-MM-DD',
    ...PASSWORD_OPTIONS,
  },
  notes: 'Asks for the password without showing it, unless an option says where it comes from.',
  async run(input, terminal) {
    const { json: _, generate: __, passwordStdin: ___, ...fields } = input.options
    const [uid = ''] = input.args
    const { password, generated } = await readNewPassword(input, terminal)
    const person = parseInput(NewUser, { name: uid, ...fields, uid, password })
    const user = toUserJson(findOperator(), await createUser(findOperator(), person, ''), env())
    const shown = generated ? `\nPassword (shown only once): ${password}` : ''
    return {
      data: { ...user, ...(generated && { password }) },
      text: `Created ${user.uid}, ${user.role}.${shown}`,
    }
  },
}
