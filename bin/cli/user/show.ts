import { type UserJson, userJson } from '#lib/identity/user-json.ts'
import { findUser } from '#lib/users/store.ts'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'
import { facts } from '../terminal.ts'

export const show: Command = {
  name: 'show',
  summary: 'Show one user',
  args: { '<uid>': 'the user ID, whatever its case' },
  async run({ args: [uid = ''] }) {
    const data = userJson(operator(), await findUser({ uid }))
    return { data, text: userFacts(data) }
  },
}

/** A user for people to read. */
function userFacts(user: UserJson): string {
  return facts({
    'User ID': user.uid,
    Name: user.name,
    Role: user.role,
    'E-mail': user.email ?? null,
    'Date of birth': user.dob ?? null,
    Joined: user.joined ?? null,
    'Last sign-in': user.lastSignIn ?? 'never',
    'Can sign in': user.disabled ? 'no, disabled' : 'yes',
  })
}
