import { computeHexMac, findMacKey } from '#lib/runtime/hex-mac.ts'

/** The header that carries the seal of a request from the edge to the Node side. */
export const SEAL_HEADER = 'X-Latchkey-Seal'

/** How far the time of a seal may lie in the past, or in the future, because clocks differ. */
const SEAL_MAX_AGE_SECONDS = 60

/**
 * Seals `body`. The seal proves that the sender knows SECRET_KEY and has sent it within the last minute.
 * @param secret a key of SECRET_KEY, the first unless given.
 * @returns the seconds since 1970, a dot, and an HMAC-SHA-256 under that key in hex.
 */
export async function sealBody(body: string, secret?: string): Promise<string> {
  const time = Math.floor(Date.now() / 1000)
  return `${time}.${await computeHexMac(toSealedText(time, body), secret)}`
}

/** Whether `text` is a valid seal of `body` under any key of SECRET_KEY. */
export async function isSealed(text: string | null, body: string): Promise<boolean> {
  return (await findSealingKey(text, body)) !== null
}

/** The key of SECRET_KEY under which `text` is a valid seal of `body`, or null. */
export async function findSealingKey(text: string | null, body: string): Promise<string | null> {
  const [, time, hex] = /^(\d{1,12})\.([\da-f]{64})$/.exec(text ?? '') ?? []
  if (!time || !hex || Math.abs(Date.now() / 1000 - Number(time)) > SEAL_MAX_AGE_SECONDS)
    return null
  return findMacKey(hex, toSealedText(Number(time), body))
}

/** The prefix tells a seal apart from everything else that is signed with this key. */
function toSealedText(time: number, body: string): string {
  return `latchkey internal\n${time}\n${body}`
}
