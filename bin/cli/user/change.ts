import { parseInput } from '#lib/http/body.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { BulkChange, changeUsers } from '#lib/users/bulk.ts'
import { updateUser } from '#lib/users/edit.ts'
import { UserChanges } from '#lib/users/schema.ts'
import { confirm } from '../ask.ts'
import type { Command, Outcome } from '../command.ts'
import { findOperator } from '../operator.ts'
import { toPrintable } from '../terminal.ts'

const UIDS = { '<uids...>': 'the user IDs' }

export const setRoleCommand: Command = {
  name: 'set-role',
  summary: 'Give a user another role, which ends their sessions',
  args: { '<uid>': 'the user ID', '<role>': 'one of ROLES' },
  async run({ args: [uid = '', role] }) {
    const viewer = findOperator()
    const changes = parseInput(UserChanges, { role })
    const data = toUserJson(viewer, await updateUser(viewer, { uid }, changes, null))
    return { data, text: `${data.uid} has the role ${data.role}.` }
  },
}

export const disableUsersCommand: Command = {
  name: 'disable',
  summary: 'Keep users from signing in, and end their sessions',
  args: UIDS,
  run: ({ args }) => changeAll({ action: 'disable', uids: args }, 'disabled'),
}

export const enableUsersCommand: Command = {
  name: 'enable',
  summary: 'Let disabled users sign in again',
  args: UIDS,
  run: ({ args }) => changeAll({ action: 'enable', uids: args }, 'enabled'),
}

export const deleteUsersCommand: Command = {
  name: 'delete',
  summary: 'Delete users with all that is theirs',
  args: UIDS,
  options: { '--yes': 'do not ask' },
  async run({ args, options }, terminal) {
    const question = `Delete ${toPrintable(args.join(', '))}? That cannot be undone.`
    await confirm(terminal, question, options.yes)
    return changeAll({ action: 'delete', uids: args }, 'deleted')
  },
}

/** One after the other; whoever is refused stays as they are, and the exit status says that somebody was. */
async function changeAll(change: object, done: string): Promise<Outcome> {
  const data = await changeUsers(findOperator(), parseInput(BulkChange, change))
  const lines = data.map(({ uid, ok, message }) => `${toPrintable(uid)}: ${ok ? done : message}`)
  return { data, text: lines.join('\n'), failed: data.some(({ ok }) => !ok) }
}
