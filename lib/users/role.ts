import { insufficientRole } from '#lib/http/problem.ts'

/** The roles that a user may have; compared exactly. */
export const ROLES = ['User', 'Admin'] as const
export type Role = (typeof ROLES)[number]

/** Whether `viewer` administers users; nobody signed out does. */
export function isAdmin(viewer: { role: string } | null): boolean {
  return viewer?.role === 'Admin'
}

/** @throws Problem 403 `insufficient_role` unless `viewer` is an administrator. */
export function requireAdmin(viewer: { role: string } | null): void {
  if (!isAdmin(viewer)) throw insufficientRole('Admin')
}
