import { parse } from '#lib/http/body.ts'
import { userJson } from '#lib/identity/user-json.ts'
import { BulkChange, changeUsers } from '#lib/users/bulk.ts'
import { updateUser } from '#lib/users/edit.ts'
import { UserChanges } from '#lib/users/schema.ts'
import { confirm } from '../ask.ts'
import type { Command, Outcome } from '../command.ts'
import { operator } from '../operator.ts'
import { printable } from '../terminal.ts'

const UIDS = { '<uids...>': 'the user IDs' }

export const setRole: Command = {
  name: 'set-role',
  summary: 'Give a user another role, which ends their sessions',
  args: { '<uid>': 'the user ID', '<role>': 'one of ROLES' },
  async run({ args: [uid = '', role] }) {
    const viewer = operator()
    const changes = parse(UserChanges, { role })
    const data = userJson(viewer, await updateUser(viewer, { uid }, changes, null))
    return { data, text: `${data.uid} has the role ${data.role}.` }
  },
}

export const disable: Command = {
  name: 'disable',
  summary: 'Keep users from signing in, and end their sessions',
  args: UIDS,
  run: ({ args }) => changeAll({ action: 'disable', uids: args }, 'disabled'),
}

export const enable: Command = {
  name: 'enable',
  summary: 'Let disabled users sign in again',
  args: UIDS,
  run: ({ args }) => changeAll({ action: 'enable', uids: args }, 'enabled'),
}

export const remove: Command = {
  name: 'delete',
  summary: 'Delete users with all that is theirs',
  args: UIDS,
  options: { '--yes': 'do not ask' },
  async run({ args, options }, terminal) {
    const question = `Delete ${printable(args.join(', '))}? That cannot be undone.`
    await confirm(terminal, question, options.yes)
    return changeAll({ action: 'delete', uids: args }, 'deleted')
  },
}

/** One after the other; whoever is refused stays as they are, and the exit status says that somebody was. */
async function changeAll(change: object, done: string): Promise<Outcome> {
  const data = await changeUsers(operator(), parse(BulkChange, change))
  const lines = data.map(({ uid, ok, message }) => `${printable(uid)}: ${ok ? done : message}`)
  return { data, text: lines.join('\n'), failed: data.some(({ ok }) => !ok) }
}
