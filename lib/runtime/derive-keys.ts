import { hkdfSync } from 'node:crypto'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from './one-per-process.ts'

/** What a derived key is for; one that serves two ends would let one of them answer for the other. */
type Purpose = 'limits' | 'refresh-token' | 'signing-key'

/**
 * 256 bit keys for one purpose, one from each key of SECRET_KEY, in its order: the first makes what is new, all
 * are tried on what is there (HKDF, RFC 5869; the purpose is its `info`, §3.2).
 */
export function deriveKeys(purpose: Purpose): Buffer[] {
  return onePerProcess(`derived-keys.${purpose}`, () =>
    env().secretKeys.map(secret =>
      Buffer.from(hkdfSync('sha256', secret, '', `latchkey ${purpose}`, 32)),
    ),
  )
}
