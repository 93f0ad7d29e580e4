/** What pages of an origin may do in the name of whoever is signed in. Each has all of the one before it. */
export const ACCESSES = ['account', 'users', 'administration'] as const
export type Access = (typeof ACCESSES)[number]

/** Whether `access` reaches as far as `needed`. */
export function includesAccess(access: Access, needed: Access): boolean {
  return ACCESSES.indexOf(access) >= ACCESSES.indexOf(needed)
}
