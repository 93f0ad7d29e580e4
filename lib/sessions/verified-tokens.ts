import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/**
 * What a token says about its bearer. Whether the session is still valid, only its row says. `scope` is there if the
 * token was given to an OAuth client; it may be narrower than that of the session.
 */
export type TokenClaims = { userId: number; sessionId: string; scope?: string }

/** How many tokens are remembered: one for each of as many active clients, in about 10 MB. */
const MAX_TOKENS = 10_000

type Verified = { claims: TokenClaims; exp: number }

/** Returns the claims of a token that was verified before and has not expired, or null. @param now in seconds. */
export function recallClaims(token: string, now: number): TokenClaims | null {
  const known = verified().get(token)
  if (!known) return null
  if (known.exp > now) return known.claims
  verified().delete(token)
  return null
}

/**
 * Remembers a token with a valid signature: verifying ES256 costs five times as much as the rest of a token, and
 * verifying HS256 by Web Crypto a quarter of an authenticated read. Callers check the header of a token first, because
 * both kinds are kept here, and the row of its session at every use. When there are too many, the token that was
 * verified first is forgotten.
 * @param exp when the token expires, in seconds.
 */
export function rememberClaims(token: string, claims: TokenClaims, exp: number): void {
  const tokens = verified()
  const [first] = tokens.keys()
  if (tokens.size >= MAX_TOKENS && first !== undefined) tokens.delete(first)
  tokens.set(token, { claims, exp })
}

const verified = () => onePerProcess('verified-tokens', () => new Map<string, Verified>())
