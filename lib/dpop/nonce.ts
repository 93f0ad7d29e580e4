import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { makeTimedMac, readTimedMac } from '#lib/runtime/timed-mac.ts'

/** How long a nonce is taken, in milliseconds: a new one is offered from half of it on. */
export const NONCE_MAX_AGE_MS = 5 * 60_000

/** A nonce that clients put into their DPoP proofs (RFC 9449 §8): every process and instance takes those of the others. */
export function makeDpopNonce(now = Date.now()): string {
  return makeTimedMac('dpop-nonce', [], now)
}

/** How old `nonce` is, in milliseconds, or null for one that this server did not make in the last five minutes. */
export function readNonceAge(nonce: string, now = Date.now()): number | null {
  const madeAt = known().get(nonce) ?? readTimedMac(nonce, 'dpop-nonce', [])
  if (madeAt === null) return null
  const age = now - madeAt
  if (!(age > -1000 && age < NONCE_MAX_AGE_MS)) return null
  if (!known().has(nonce)) remember(nonce, madeAt)
  return age
}

function remember(nonce: string, madeAt: number): void {
  if (known().size >= MAX_KNOWN) known().clear()
  known().set(nonce, madeAt)
}

/** When nonces that were found to be ours were made, so that not every call of a client costs an HMAC. */
const known = () => onePerProcess('dpop-nonces', () => new Map<string, number>())
const MAX_KNOWN = 10_000
