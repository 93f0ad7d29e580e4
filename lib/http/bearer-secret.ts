import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether a header `Authorization` has `secret` as its bearer token. It compares in constant time: the digests have one
 * length and do not show where tokens differ (ASVS v5.0.0-11.2.4).
 */
export function isBearerSecret(authorization: string | null, secret: string | undefined): boolean {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  if (!secret || !token) return false
  return timingSafeEqual(digest(token), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
