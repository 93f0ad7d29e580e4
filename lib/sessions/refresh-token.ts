import { createHmac } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { hashSecret, makeSecret } from '#lib/tickets/secret.ts'

/** The first refresh token of a session: 256 random bits. */
export function makeRefreshToken(): string {
  return makeSecret()
}

/** What is kept of a refresh token: by reading it, nobody can refresh. */
export function hashRefreshToken(token: string): string {
  return hashSecret(token)
}

/**
 * The tokens that may follow `token`: what each key of SECRET_KEY makes of it, the first being the one that a
 * new link of the chain is made by.
 *
 * A client that lost the answer asks again and has to get the same successor, which is kept as a hash only: so
 * it is made from the token that asks, and by who holds the key alone.
 */
export function deriveSuccessors(token: string): [next: string, ...older: string[]] {
  const [first = '', ...others] = deriveKeys('refresh-token').map(key =>
    createHmac('sha256', key).update(token).digest('base64url'),
  )
  return [first, ...others]
}
