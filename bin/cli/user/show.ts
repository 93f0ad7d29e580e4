import { env } from '#lib/env/env.ts'
import { toUserJson, type UserJson } from '#lib/identity/user-json.ts'
import { findUser } from '#lib/users/store.ts'
import type { Command } from '../command.ts'
import { findOperator } from '../operator.ts'
import { formatFacts } from '../terminal.ts'

export const showUserCommand: Command = {
  name: 'show',
  summary: 'Show one user',
  args: { '<uid>': 'the user ID, in upper or lower case' },
  async run({ args: [uid = ''] }) {
    const data = toUserJson(findOperator(), await findUser({ uid }), env())
    return { data, text: describeUser(data) }
  },
}

function describeUser(user: UserJson): string {
  return formatFacts({
    'User ID': user.uid,
    Name: user.name,
    Role: user.role,
    'E-mail': user.email ?? null,
    ...(user.email && { 'E-mail is verified': user.emailVerified ? 'yes' : 'no' }),
    'Date of birth': user.dob ?? null,
    Joined: user.joined ?? null,
    'Last sign-in': user.lastSignIn ?? 'never',
    'Can sign in': user.disabled ? 'no, disabled' : 'yes',
  })
}
