import type { Viewer } from '#lib/identity/viewer.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import type { UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { findUser } from '../store.ts'
import { askForAddress } from './ask-address.ts'

export const VOID = { status: 404, code: 'ticket_void' }

let count = 0
export const newEmail = () => `Own${++count}@example.org`

/** Asks for an address of a viewer’s own, and reads the mail that comes of it. */
export async function askByMail(mail: UnitMail, viewer: Viewer, email = newEmail()) {
  await askForAddress(viewer, email, newAddress())
  return { email, ...(await mail.readLast(email)) }
}

/** Reads the address of a user, as they write it, and as it is verified. */
export async function readAddress({ id }: { id: number }) {
  const { email, verifiedEmailKey } = await findUser({ id })
  return [email, verifiedEmailKey]
}
