import { createHash } from 'node:crypto'

/**
 * The stored form of a client's secret. It does not depend on SECRET_KEY, so that no client has to be given a new
 * secret when that is replaced; 256 random bits need neither a key nor a slow hash.
 */
export function hashClientSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** The row that keeps a new secret, which stays until another takes its place. */
export function makeSecretRow(secret: string, createdAt = new Date()) {
  return { id: hashClientSecret(secret), createdAt, expiresAt: null }
}
