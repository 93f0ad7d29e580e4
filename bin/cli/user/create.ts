import { parse } from '#lib/http/body.ts'
import { userJson } from '#lib/identity/user-json.ts'
import { NewUser } from '#lib/users/schema.ts'
import { createUser } from '#lib/users/store.ts'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'
import { newPassword, PASSWORD_OPTIONS } from './new-password.ts'

export const create: Command = {
  name: 'create',
  summary: 'Create a user',
  args: { '<uid>': 'the user ID: 2 to 64 letters, digits and . _ - @' },
  options: {
    '--name <name>': 'the name that others see; the user ID, unless given',
    '--role <role>': 'one of ROLES; the first of them, unless given',
    '--email <address>': 'the e-mail address',
    '--dob <day>': 'the date of birth, YYYY-MM-DD',
    ...PASSWORD_OPTIONS,
  },
  notes: 'Asks for the password, which is not shown, unless an option says where it comes from.',
  async run(input, terminal) {
    const { json: _, generate: __, passwordStdin: ___, ...fields } = input.options
    const [uid = ''] = input.args
    const { password, generated } = await newPassword(input, terminal)
    const person = parse(NewUser, { name: uid, ...fields, uid, password })
    const user = userJson(operator(), await createUser(operator(), person, ''))
    const shown = generated ? `\nPassword, shown this once: ${password}` : ''
    return {
      data: { ...user, ...(generated && { password }) },
      text: `Created ${user.uid}, ${user.role}.${shown}`,
    }
  },
}
