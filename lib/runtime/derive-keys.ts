import { createHash, hkdfSync } from 'node:crypto'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from './one-per-process.ts'

/**
 * What a derived key is for. Each purpose has a key of its own, so that what one accepts means nothing to another.
 */
export type Purpose =
  | 'cursor'
  | 'doctor'
  | 'dpop-nonce'
  | 'flow'
  | 'limits'
  | 'mail'
  | 'refresh-token'
  | 'signing-key'
  | 'stored-secret'
  | 'ticket-code'

/**
 * Derives a 256-bit key for `purpose` from each key of SECRET_KEY, in that order (HKDF, RFC 5869; the purpose is its
 * `info`, §3.2). Use the first for new values, and try all of them on stored ones.
 */
export function deriveKeys(purpose: Purpose): Buffer[] {
  return onePerProcess(`derived-keys.${purpose}`, () =>
    env().secretKeys.map(secret =>
      Buffer.from(hkdfSync('sha256', secret, '', `latchkey ${purpose}`, 32)),
    ),
  )
}

/** The `kid` of a key of SECRET_KEY in the tokens that it signs. It tells nothing about the key. */
export function computeKeyId(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8)
}
