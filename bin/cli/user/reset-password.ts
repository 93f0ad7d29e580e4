import { parseInput } from '#lib/http/body.ts'
import { updateUser } from '#lib/users/edit.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'
import { UserChanges } from '#lib/users/schema.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { PASSWORD_OPTIONS, readNewPassword } from './new-password.ts'

export const resetPasswordCommand: Command = {
  name: 'reset-password',
  summary: 'Create a one-time link to choose a new password, or set a password',
  args: { '<uid>': 'the user ID' },
  options: { ...PASSWORD_OPTIONS, '--prompt': 'ask for the password here' },
  notes:
    'Without an option it prints a link that is valid for 24 hours, so that only the user knows the new\npassword. Setting a password ends the sessions of the user.',
  async run(input, terminal) {
    const [uid = ''] = input.args
    const { generate, passwordStdin, prompt } = input.options
    if (!generate && !passwordStdin && !prompt) {
      const data = await createPasswordReset(findOperator(), { uid })
      return { data, text: `${data.url}\nValid once, until ${data.expiresAt}.` }
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
        ? `The new password of ${user.uid} (shown only once): ${password}`
        : `${user.uid} has a new password.`,
    }
  },
}
