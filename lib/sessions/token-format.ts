import type { TokenClaims } from './verified-tokens.ts'

/** The longest token that is looked at, in characters. */
export const MAX_TOKEN_LENGTH = 4096

/** Canonical base64url (RFC 4648 §3.5): no padding, and no stray bits in a last, partial group. */
export const BASE64URL_PATTERN = '(?:[\\w-]{4})*(?:[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])?'

const userIdText = /^[1-9]\d{0,15}$/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Reads the claims that both kinds of token have from a payload that jose has verified. Null for what jose accepts and
 * we do not: an `exp` of 1e400 (Infinity), and claims of another type.
 */
export function readSharedClaims(payload: Record<string, unknown>): TokenClaims | null {
  const { exp, iat, jti, sid, sub, uid } = payload
  if (!Number.isSafeInteger(exp) || !Number.isSafeInteger(iat)) return null
  if (typeof uid !== 'string' || typeof jti !== 'string') return null
  if (typeof sid !== 'string' || !uuid.test(sid)) return null
  if (typeof sub !== 'string' || !userIdText.test(sub)) return null
  const userId = Number(sub)
  return Number.isSafeInteger(userId) ? { userId, sessionId: sid } : null
}
