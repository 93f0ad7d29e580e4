/** Whether `viewer` administers users; nobody signed out does. */
export function isAdmin(viewer: { role: string } | null): boolean {
  return viewer?.role === 'Admin'
}
