import { limitWait } from '../alone.ts'
import { AuthError } from '../auth-error.ts'
import { findStorage } from '../bound-store.ts'
import type { Link } from '../link.ts'

/** How long a page waits to learn whether the browser keeps the cookie. */
const PROBE_TIMEOUT_MS = 4000

/**
 * Chooses by what the session of a sign-in is carried: by the cookie where the browser keeps it, unless the page wants
 * its sessions to end earlier. The answer is remembered for the origin.
 * @param isSure whether what is remembered is tried again: the person may have changed the browser's settings since.
 * @throws AuthError `cookies_blocked` if neither is possible.
 */
export async function choosesCookie(link: Link, isSure = false): Promise<boolean> {
  if (link.storage === 'memory' || link.storage === 'session') return false
  if (link.api.cookies && isRemembered(link)) {
    link.keepsCookie = isSure ? undefined : (link.keepsCookie ?? true)
  }
  return findOutCookie(link)
}

/**
 * Whether the browser keeps the server's cookie for this page: tries it once.
 * @throws AuthError `cookies_blocked` if it does not, and the origin is allowed for nothing else.
 */
export async function findOutCookie(link: Link): Promise<boolean> {
  if (!link.api.cookies) return false
  if (link.keepsCookie !== undefined) return link.keepsCookie
  const found = await probe(link.server)
  if (!found) return false
  link.keepsCookie = found.kept
  if (!found.kept) rememberCookie(link)
  if (!found.kept && !found.tokens) throw makeCookiesBlocked(link.server)
  return found.kept
}

/** Remembers for the next pages of this origin what `link` knows; only that the browser keeps the cookie. */
export function rememberCookie({ holder, keepsCookie }: Link): void {
  const storage = findStorage('localStorage')
  const key = keyOf(holder.name)
  if (keepsCookie) storage?.setItem(key, 'kept')
  else storage?.removeItem(key)
}

/** The error of a browser that keeps no cookie where the session needs one. */
export function makeCookiesBlocked(server: string): AuthError {
  const what = `The browser does not keep the cookie of ${server} for this page.`
  return new AuthError(
    'cookies_blocked',
    `${what} Allow its cookies here, or open the page itself.`,
  )
}

function isRemembered({ holder }: Link): boolean {
  return findStorage('localStorage')?.getItem(keyOf(holder.name)) === 'kept'
}

function keyOf(name: string): string {
  return `${name} cookie`
}

/** @returns null if the server does not say; it says nothing to a page that is allowed for tokens only. */
async function probe(server: string): Promise<{ kept: boolean; tokens: boolean } | null> {
  const url = `${server}/api/cookie-check`
  const init = { credentials: 'include', signal: limitWait(null, PROBE_TIMEOUT_MS) } as const
  try {
    await fetch(url, { ...init, method: 'POST' })
    const answer = await fetch(url, init)
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}
