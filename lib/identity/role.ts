/** Whether `viewer` is an administrator; null is somebody who is not signed in. */
export function isAdmin(viewer: { role: string } | null): boolean {
  return viewer?.role === 'Admin'
}
