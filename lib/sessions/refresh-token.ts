import { createHmac } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { computeSecretMac, listSecretMacs, makeSecret } from '#lib/tickets/secret.ts'

/** Makes the first refresh token of a session: 256 random bits. */
export function makeRefreshToken(): string {
  return makeSecret()
}

/** The stored form of a refresh token. Nobody who reads it can refresh with it. */
export function hashRefreshToken(token: string): string {
  return computeSecretMac(token)
}

/** The forms in which a refresh token may be stored: one for each key of SECRET_KEY. */
export function listRefreshTokenHashes(token: string): string[] {
  return listSecretMacs(token)
}

/**
 * Derives the tokens that may follow `token`, one with each key of SECRET_KEY. A new link of the chain gets the first.
 *
 * A client that has lost the answer asks again and must get the same successor, of which only a hash is stored. So the
 * successor is derived from the token that asks, with a key that only this server has.
 */
export function deriveSuccessors(token: string): [next: string, ...older: string[]] {
  const [first = '', ...others] = deriveKeys('refresh-token').map(key =>
    createHmac('sha256', key).update(token).digest('base64url'),
  )
  return [first, ...others]
}
