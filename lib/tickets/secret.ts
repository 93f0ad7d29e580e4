import { createHash, randomBytes } from 'node:crypto'

/** Makes a secret that is given out once: 256 random bits as base64url (ASVS v5.0.0-6.4.1, 7.2.3). */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Hashes a secret for storage, so that nobody who reads the hash can use it. A secret this random needs no slow hash.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
