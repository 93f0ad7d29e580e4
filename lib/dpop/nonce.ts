import { createHmac, timingSafeEqual } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** How long a nonce is taken, in milliseconds: a new one is offered from half of it on. */
export const NONCE_MAX_AGE_MS = 5 * 60_000

/**
 * A nonce that clients put into their DPoP proofs (RFC 9449 §8): the time and its HMAC, so that every process and
 * instance takes those of the others and nothing is kept.
 */
export function makeDpopNonce(now = Date.now()): string {
  const time = now.toString(36)
  const [key = new Uint8Array()] = deriveKeys('dpop-nonce')
  return `${time}.${signTime(key, time)}`
}

/** How old `nonce` is, in milliseconds, or null for one that this server did not make in the last five minutes. */
export function readNonceAge(nonce: string, now = Date.now()): number | null {
  const [, time = '', mac = ''] = /^([\da-z]{1,12})\.([\w-]{43})$/.exec(nonce) ?? []
  const age = now - Number.parseInt(time, 36)
  if (!(age > -1000 && age < NONCE_MAX_AGE_MS)) return null
  if (known().has(nonce)) return age
  const isOurs = deriveKeys('dpop-nonce').some(key =>
    timingSafeEqual(Buffer.from(signTime(key, time)), Buffer.from(mac)),
  )
  if (!isOurs) return null
  if (known().size >= MAX_KNOWN) known().clear()
  known().add(nonce)
  return age
}

/** Nonces that were found to be ours, so that not every call of a client costs an HMAC. */
const known = () => onePerProcess('dpop-nonces', () => new Set<string>())
const MAX_KNOWN = 10_000

function signTime(key: Uint8Array, time: string): string {
  return createHmac('sha256', key).update(time).digest('base64url')
}
