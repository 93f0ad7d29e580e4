import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { deriveKeys, type Purpose } from './derive-keys.ts'

/**
 * Makes a text by which every process and instance knows when one of them made it, and of what; nothing is kept. It is
 * the time in base 36, a dot, and an HMAC under the first key for `purpose`.
 */
export function makeTimedMac(purpose: Purpose, facts: readonly string[], now: number): string {
  const time = now.toString(36)
  const [key] = deriveKeys(purpose)
  return `${time}.${sign(key, time, facts)}`
}

/** When this server made `text` of the same facts, in milliseconds, or null if it did not. */
export function readTimedMac(
  text: string,
  purpose: Purpose,
  facts: readonly string[],
): number | null {
  const [, time = '', mac = ''] = /^([\da-z]{1,12})\.([\w-]{43})$/.exec(text) ?? []
  if (mac === '') return null
  const isOurs = deriveKeys(purpose).some(key =>
    timingSafeEqual(Buffer.from(sign(key, time, facts)), Buffer.from(mac)),
  )
  return isOurs ? Number.parseInt(time, 36) : null
}

function sign(key: KeyObject, time: string, facts: readonly string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([time, ...facts]))
    .digest('base64url')
}
