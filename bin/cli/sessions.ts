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
  summary: 'List the active sessions of a user',
  args: { '<uid>': 'the user ID' },
  async run({ args: [uid = ''] }) {
    const user = await findUser({ uid })
    const data = await listSessions(findOperator(), user.id)
    const rows = data.map(session => [
      session.id,
      session.kind,
      describeAgent(session),
      session.address,
      session.firstSeen.slice(0, 16),
      session.lastSeen.slice(0, 16),
    ])
    if (rows.length === 0) return { data, text: `${user.uid} has no active sessions.` }
    const head = ['SESSION', 'KIND', 'BROWSER', 'ADDRESS', 'BEGAN (UTC)', 'LAST SEEN (UTC)']
    return { data, text: formatTable([head, ...rows]) }
  },
}

const revokeSessionsCommand: Command = {
  name: 'revoke',
  summary: 'End all sessions of a user, one of them, or the sessions of all users',
  args: { '[uid]': 'the user ID' },
  options: {
    '--session <id>': 'only this session, as `sessions list` shows it',
    '--all': 'the sessions of all users, for example after SECRET_KEY was stolen',
    '--yes': 'do not ask for confirmation',
  },
  notes: 'Running servers refuse an ended session at its next request.',
  async run({ args: [uid], options }, terminal) {
    if ((uid === undefined) !== (options.all === true)) {
      const message = 'Give either a user ID or --all.'
      throw new CommandError(EXIT.usage, 'no_user', message)
    }
    if (options.all && options.session !== undefined) {
      throw new CommandError(EXIT.usage, 'all_or_one', 'Give --all or --session, not both.')
    }
    if (uid === undefined) {
      await confirm(terminal, 'Sign out all users?', options.yes)
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
