import type { Viewer } from '#lib/identity/viewer.ts'
import { addViewer, PASSWORD } from '../../e2e/fixtures/store.ts'
import { updateUser } from './edit.ts'

export const NEW = 'a quite different one'
export const VOID = { status: 404, code: 'ticket_void' }

let count = 0
export const newEmail = () => `Owner${++count}@example.org`

/** Somebody new who has signed in, and has a verified address. */
export async function addOwner() {
  const email = newEmail()
  const viewer = await addViewer({ email, emailVerified: true })
  return { viewer, email, id: viewer.id, uid: viewer.uid }
}

/** Has them change their password to NEW. */
export function changePassword({ viewer, id }: { viewer: Viewer; id: number }) {
  return updateUser(viewer, { id }, { password: NEW, currentPassword: PASSWORD }, null)
}
