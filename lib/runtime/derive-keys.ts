import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
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
 * `info`, §3.2). Use the first for new values, and try all of them on stored ones. They are key objects, since Node takes
 * five times as long for an HMAC under bytes.
 */
export function deriveKeys(purpose: Purpose): [first: KeyObject, ...others: KeyObject[]] {
  return onePerProcess(`derived-keys.${purpose}`, () => {
    const derive = (secret: string) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `latchkey ${purpose}`, 32)))
    const [first = '', ...others] = env().secretKeys
    return [derive(first), ...others.map(derive)]
  })
}

/** The `kid` of a key of SECRET_KEY in the tokens that it signs. It tells nothing about the key. */
export function computeKeyId(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8)
}
