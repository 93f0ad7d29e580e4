import { createHmac, randomBytes } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'

/** Makes a secret that is given out once: 256 random bits as base64url (ASVS v5.0.0-6.4.1, 7.2.3). */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Computes the form in which a secret is stored: an HMAC-SHA-256 under the first key of SECRET_KEY. Nobody who reads it
 * can use it, and the secret is worth nothing once that key is gone. A secret this random needs no slow hash.
 */
export function computeSecretMac(secret: string): string {
  return listSecretMacs(secret)[0] ?? ''
}

/** Lists the forms in which a secret may be stored: one for each key of SECRET_KEY. */
export function listSecretMacs(secret: string): string[] {
  return deriveKeys('stored-secret').map(key =>
    createHmac('sha256', key).update(secret).digest('hex'),
  )
}
