import { env } from '#lib/env/env.ts'
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
  summary: 'Change the role of a user and end their sessions',
  args: { '<uid>': 'the user ID', '<role>': 'one of ROLES' },
  async run({ args: [uid = '', role] }) {
    const viewer = findOperator()
    const changes = parseInput(UserChanges, { role })
    const data = toUserJson(viewer, await updateUser(viewer, { uid }, changes, null), env())
    return { data, text: `${data.uid} has the role ${data.role}.` }
  },
}

export const disableUsersCommand: Command = {
  name: 'disable',
  summary: 'Disable users: they cannot sign in, and their sessions end',
  args: UIDS,
  run: ({ args }) => changeAll({ action: 'disable', uids: args }, 'disabled'),
}

export const enableUsersCommand: Command = {
  name: 'enable',
  summary: 'Enable users who were disabled',
  args: UIDS,
  run: ({ args }) => changeAll({ action: 'enable', uids: args }, 'enabled'),
}

export const deleteUsersCommand: Command = {
  name: 'delete',
  summary: 'Delete users and all their data',
  args: UIDS,
  options: { '--yes': 'do not ask for confirmation' },
  async run({ args, options }, terminal) {
    const question = `Delete ${toPrintable(args.join(', '))}? This cannot be undone.`
    await confirm(terminal, question, options.yes)
    return changeAll({ action: 'delete', uids: args }, 'deleted')
  },
}

/** Changes users one by one. A refused change does not stop the others, but the outcome is `failed`. */
async function changeAll(change: object, done: string): Promise<Outcome> {
  const data = await changeUsers(findOperator(), parseInput(BulkChange, change))
  const lines = data.map(({ uid, ok, message }) => `${toPrintable(uid)}: ${ok ? done : message}`)
  return { data, text: lines.join('\n'), failed: data.some(({ ok }) => !ok) }
}
