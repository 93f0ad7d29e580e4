import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { addViewer } from '../../../e2e/fixtures/store.ts'
import { inviteUsers } from './invite-users.ts'
import { listInvitations } from './list-invitations.ts'

let count = 0
export const newEmail = () => `Guest${++count}@example.org`

/** Adds an administrator, where editors can be invited. */
export function addInviter(): Promise<Viewer> {
  env().roles = ['User', 'Editor', 'Admin']
  return addViewer({ role: 'Admin' })
}

/** Invites people, each by a row of values: the results. */
export async function inviteAll(inviter: Viewer, ...values: object[]) {
  const rows = values.map((one, i) => ({ row: i + 1, values: one }))
  return (await inviteUsers(inviter, rows)).rows
}

/** The invitation of an address, as an administrator lists it. */
export async function findByEmail(admin: Viewer, email: string) {
  const { invitations } = await listInvitations(admin, { limit: 100 })
  return invitations.find(one => one.email === email)
}
