import type { z } from 'zod'
import type { NamedUserChanges, UserChanges } from './schema.ts'
import type { Target } from './store.ts'

/**
 * Says whom the Flask backend's PUT changes: the user with `id`, for whom `uid` is then a new user ID; without `id` the
 * user `uid`; without both the viewer.
 */
export function readTarget(
  viewer: { id: number },
  { id, ...changes }: z.output<typeof NamedUserChanges>,
): { target: Target; changes: UserChanges } {
  if (id !== undefined) return { target: { id }, changes }
  if (changes.uid === undefined) return { target: viewer, changes }
  const { uid, ...others } = changes
  return { target: { uid }, changes: others }
}
