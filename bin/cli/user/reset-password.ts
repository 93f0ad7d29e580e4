import { parseInput } from '#lib/http/body.ts'
import { updateUser } from '#lib/users/edit.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'
import { UserChanges } from '#lib/users/schema.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { PASSWORD_OPTIONS, readNewPassword } from './new-password.ts'

export const resetPasswordCommand: Command = {
  name: 'reset-password',
  summary: 'Make a one-time link by which a user chooses a new password, or set one',
  args: { '<uid>': 'the user ID' },
  options: { ...PASSWORD_OPTIONS, '--prompt': 'ask for the password here' },
  notes:
    'Without an option it prints a link that is good for 24 hours: then nobody but they know the\npassword. A password that is set ends their sessions.',
  async run(input, terminal) {
    const [uid = ''] = input.args
    const { generate, passwordStdin, prompt } = input.options
    if (!generate && !passwordStdin && !prompt) {
      const data = await createPasswordReset(findOperator(), { uid })
      return { data, text: `${data.url}\nGood once, until ${data.expiresAt}.` }
    }
    const { password, generated } = await readNewPassword(input, terminal)
    const user = await updateUser(
      findOperator(),
      { uid },
      parseInput(UserChanges, { password }),
      null,
    )
    return {
      data: { uid: user.uid, ...(generated && { password }) },
      text: generated
        ? `The new password of ${user.uid}, shown this once: ${password}`
        : `${user.uid} has a new password.`,
    }
  },
}
