import { limitWait } from '../alone.ts'
import { AuthError } from '../auth-error.ts'
import type { User } from '../client.d.ts'
import type { Link } from '../link.ts'
import { makeCookiesBlocked, rememberCookie } from './cookie.ts'
import { makeKey } from './proof.ts'
import { takeCookie, takeTokens } from './take.ts'

/** How long the server may take to change a code for a session. */
const CHANGE_TIMEOUT_MS = 15_000

/** A code, and what proves that this page has asked for it. */
export type Proven = {
  code: string
  verifier: string
  /** Gets another code without asking the person once more. @throws AuthError if that is not possible */
  again(): Promise<Proven>
}

/**
 * Changes a code for a session, by the cookie or by tokens that are bound to a key of this browser. A code is good once:
 * where the browser drops the cookie after all, another one is changed for tokens.
 * @throws AuthError those of the server; the reason of the signal
 */
export async function changeCode(
  link: Link,
  proven: Proven,
  byCookie: boolean,
  signal?: AbortSignal | null,
): Promise<User> {
  const limit = limitWait(signal, CHANGE_TIMEOUT_MS)
  if (!byCookie) return changeForTokens(link, proven, limit)
  try {
    const user = await takeCookie(link, write(proven), limit)
    rememberCookie(link)
    if (user) return user
  } catch (error) {
    if (!isRefusal(error, 'origin_bearer_only')) throw error
    // What an administrator has changed since then. The code was not looked at.
    return changeForTokens(link, proven, limit)
  }
  return changeForTokens(link, await proven.again(), limitWait(signal, CHANGE_TIMEOUT_MS))
}

async function changeForTokens(link: Link, proven: Proven, signal: AbortSignal): Promise<User> {
  const key = await makeKey()
  const grant = { grant_type: 'authorization_code', ...write(proven) }
  try {
    const tokens = await link.api.grant(grant, signal, key)
    if (!signal.aborted) return takeTokens(link, tokens)
    await link.api.revoke(tokens)
    throw signal.reason
  } catch (error) {
    if (!isRefusal(error, 'origin_cookie_only') || link.storage) throw error
    const user = await takeCookie(link, write(proven), signal)
    if (!user) throw makeCookiesBlocked(link.server)
    return user
  }
}

function write({ code, verifier }: Proven) {
  return { code, code_verifier: verifier, client_id: location.origin }
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof AuthError && error.code === code
}
