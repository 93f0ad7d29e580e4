/** The roles that a user may have; compared exactly. */
export const ROLES = ['User', 'Admin'] as const

/** Whether `viewer` administers users; nobody signed out does. */
export function isAdmin(viewer: { role: string } | null): boolean {
  return viewer?.role === 'Admin'
}
