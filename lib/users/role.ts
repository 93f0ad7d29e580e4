import { insufficientRole } from '#lib/http/problem.ts'

/** Whether `viewer` administers users; nobody signed out does. */
export function isAdmin(viewer: { role: string } | null): boolean {
  return viewer?.role === 'Admin'
}

/** @throws Problem 403 `insufficient_role` unless `viewer` is an administrator. */
export function requireAdmin(viewer: { role: string }): void {
  if (!isAdmin(viewer)) throw insufficientRole('Admin')
}
