import { includesAccess } from '#lib/cors/access.ts'
import type { Viewer } from './viewer.ts'

/** Whether `user` has the role of administrators. It gives rights only where `isAdmin` says so. */
export function hasAdminRole(user: { role: string } | null): boolean {
  return user?.role === 'Admin'
}

/**
 * Whether `viewer` may do what an administrator may: they are one, and so may the page that asks in their name. Null is
 * somebody who is not signed in.
 */
export function isAdmin(viewer: Pick<Viewer, 'role' | 'page'> | null): boolean {
  if (!viewer || !hasAdminRole(viewer)) return false
  return viewer.page === null || includesAccess(viewer.page.access, 'administration')
}
