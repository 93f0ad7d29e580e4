import { describeAgent } from '#lib/http/user-agent.ts'
import { endEverySession, endSession, endSessions } from '#lib/sessions/end-sessions.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { findUser } from '#lib/users/store.ts'
import { confirm } from './ask.ts'
import { type Command, CommandError, EXIT, type Outcome } from './command.ts'
import { findOperator } from './operator.ts'
import { formatTable } from './terminal.ts'

const listSessionsCommand: Command = {
  name: 'list',
  summary: 'List the sessions of a user that are still good',
  args: { '<uid>': 'the user ID' },
  async run({ args: [uid = ''] }) {
    const user = await findUser({ uid })
    const data = await listSessions(findOperator(), user.id)
    const rows = data.map(session => [
      ...[session.id, session.kind, describeAgent(session), session.address],
      ...[session.firstSeen.slice(0, 16), session.lastSeen.slice(0, 16)],
    ])
    const head = ['SESSION', 'KIND', 'BROWSER', 'ADDRESS', 'BEGAN (UTC)', 'LAST SEEN (UTC)']
    return { data, text: rows.length > 0 ? formatTable([head, ...rows]) : `${user.uid} has none.` }
  },
}

const revokeSessionsCommand: Command = {
  name: 'revoke',
  summary: 'End the sessions of a user, one of them, or those of everybody',
  args: { '[uid]': 'the user ID' },
  options: {
    '--session <id>': 'only this one, as `sessions list` names it',
    '--all': 'everybody’s, as after a theft of the database or of SECRET_KEY',
    '--yes': 'do not ask',
  },
  notes: 'A running server refuses them at the next request.',
  async run({ args: [uid], options }, terminal) {
    if ((uid === undefined) !== (options.all === true)) {
      const message = 'Name one user, or nobody and --all.'
      throw new CommandError(EXIT.usage, 'no_user', message)
    }
    if (options.all && options.session !== undefined) {
      throw new CommandError(EXIT.usage, 'all_or_one', 'Give --all or --session, not both.')
    }
    if (uid === undefined) {
      await confirm(terminal, 'Sign out everybody?', options.yes)
      return describeEnded(await endEverySession(findOperator()))
    }
    const user = await findUser({ uid })
    if (typeof options.session !== 'string')
      return describeEnded(await endSessions(findOperator(), user.id))
    await endSession(findOperator(), options.session, user)
    return describeEnded(1)
  },
}

function describeEnded(count: number): Outcome {
  return { data: { ended: count }, text: `Ended ${count} session${count === 1 ? '' : 's'}.` }
}

export const sessionsCommand: Command = {
  name: 'sessions',
  summary: 'Sessions: who is signed in where',
  commands: [listSessionsCommand, revokeSessionsCommand],
}
