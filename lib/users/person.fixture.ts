import { addUser, signInViewer } from '../../e2e/fixtures/store.ts'
import { findUser } from './store.ts'

/** Adds a user and signs them in: the user as they are then, their viewer, and whether the session lasts. */
export async function addPerson(differs: Parameters<typeof addUser>[0] = {}) {
  const { id, uid } = await addUser(differs)
  const session = await signInViewer({ id, uid })
  return { ...session, user: await findUser({ id }) }
}
