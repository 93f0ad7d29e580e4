/** The address of the login that leads on to `next`. */
export function buildLoginHref(next: string): string {
  return `/login?next=${encodeURIComponent(next)}`
}
