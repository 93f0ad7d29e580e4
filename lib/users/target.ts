import type { z } from 'zod'
import { isAdmin } from '#lib/identity/role.ts'
import type { Asker } from '#lib/identity/viewer.ts'
import { isUidTaken } from './clashes.ts'
import type { NamedUserChanges, UserChanges } from './schema.ts'
import type { Target } from './store.ts'

type Named = { target: Target; changes: UserChanges }

/**
 * Says whom the Flask backend's PUT changes: the user with `id`, for whom `uid` is then a new user ID; without `id` the
 * user `uid`; without both the viewer.
 *
 * A user who is not an administrator can only mean themselves. So a body with nothing but a `uid` that nobody has gives
 * them this user ID, as the profile page of the Flask backend expects.
 */
export async function readTarget(
  viewer: Asker,
  { id, ...changes }: z.output<typeof NamedUserChanges>,
): Promise<Named> {
  if (id !== undefined) return { target: { id }, changes }
  const { uid, ...others } = changes
  if (uid === undefined) return { target: viewer, changes }
  const isRename = !isAdmin(viewer) && Object.keys(others).length === 0 && !(await isUidTaken(uid))
  return isRename ? { target: { id: viewer.id }, changes } : { target: { uid }, changes: others }
}
