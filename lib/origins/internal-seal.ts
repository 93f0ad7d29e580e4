import { env } from '#lib/env/env.ts'

/** The header that carries the seal of a request from the edge to the Node side. */
export const SEAL_HEADER = 'X-Latchkey-Seal'

/** How far the time of a seal may lie in the past, or in the future, because clocks differ. */
const SEAL_MAX_AGE_SECONDS = 60

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const

/**
 * Seals `body`. The seal proves that the sender knows SECRET_KEY and has sent it within the last minute. Uses Web
 * Crypto, which the edge has too.
 * @param secret a key of SECRET_KEY, the first unless given.
 * @returns the seconds since 1970, a dot, and an HMAC-SHA-256 under that key in hex.
 */
export async function sealBody(body: string, secret = env().secretKeys[0] ?? ''): Promise<string> {
  const time = Math.floor(Date.now() / 1000)
  const mac = await crypto.subtle.sign('HMAC', await importKey(secret), encodeForMac(time, body))
  return `${time}.${toHex(new Uint8Array(mac))}`
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
  for (const secret of env().secretKeys) {
    const key = await importKey(secret)
    if (await crypto.subtle.verify('HMAC', key, fromHex(hex), encodeForMac(Number(time), body)))
      return secret
  }
  return null
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify'])
}

/** The prefix tells a seal apart from everything else that is signed with this key. */
function encodeForMac(time: number, body: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`latchkey internal\n${time}\n${body}`)
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
}
