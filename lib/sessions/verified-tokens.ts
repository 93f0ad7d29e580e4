import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** What a token says of its bearer. Whether the session still lives is the session row's to say. */
export type TokenClaims = { userId: number; sessionId: string }

/** How many tokens are remembered: the living ones of as many clients, in about 10 MB. */
const MAX_TOKENS = 10_000

type Verified = { claims: TokenClaims; exp: number }

/** The claims of a token that was verified before and is still in date; `now` and its `exp` are in seconds. */
export function recallClaims(token: string, now: number): TokenClaims | null {
  const known = verified().get(token)
  if (!known) return null
  if (known.exp > now) return known.claims
  verified().delete(token)
  return null
}

/**
 * Remembers a token whose signature is right: to verify ES256 costs five times what the rest of a token does, and
 * HS256 by Web Crypto a quarter of an authenticated read. The token's header has to be looked at before, since
 * both kinds are kept here; its session's row is looked at whenever it is used. Of too many, the one that was
 * verified first is forgotten.
 */
export function rememberClaims(token: string, claims: TokenClaims, exp: number): void {
  const tokens = verified()
  const [first] = tokens.keys()
  if (tokens.size >= MAX_TOKENS && first !== undefined) tokens.delete(first)
  tokens.set(token, { claims, exp })
}

const verified = () => onePerProcess('verified-tokens', () => new Map<string, Verified>())
