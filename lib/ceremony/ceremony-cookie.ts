import { env } from '#lib/env/env.ts'

/** The name of the cookie that keeps a ceremony on our pages: beside that of the session, and as well guarded. */
export function findCeremonyCookieName(): string {
  const { cookieName, publicUrl } = env()
  const bare = cookieName.replace(/^__(host|secure)-/i, '')
  return `${publicUrl.protocol === 'https:' ? '__Host-' : ''}${bare}-ceremony`
}

/**
 * The attributes of that cookie for `maxAge` seconds, in the form that Next's cookie jar takes. Lax, whatever
 * COOKIE_SAMESITE says: no page elsewhere needs it (ASVS v5.0.0-3.3.1 to 3.3.4).
 */
export function buildCeremonyCookieAttributes(maxAge: number) {
  return {
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: env().publicUrl.protocol === 'https:',
  } as const
}
