/** The address of a user's page. */
export function buildUserHref({ uid }: { uid: string }): string {
  return `/users/${encodeURIComponent(uid)}`
}
