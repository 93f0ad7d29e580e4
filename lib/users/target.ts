import type { z } from 'zod'
import type { NamedUserChanges, UserChanges } from './schema.ts'
import type { Target } from './store.ts'

/**
 * Whom an ancestor's PUT means: the user with `id`, whose `uid` is then a new one; without it the user `uid`;
 * without either the viewer.
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
