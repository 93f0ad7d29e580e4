import { env } from '#lib/env/env.ts'

// By Web Crypto, which the edge has too. A text begins as nothing else does that a key of SECRET_KEY signs.

/**
 * The HMAC-SHA-256 of `text`, in hex.
 * @param secret a key of SECRET_KEY, the first unless given.
 */
export async function computeHexMac(
  text: string,
  secret = env().secretKeys[0] ?? '',
): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', await importHmacKey(secret), toBytes(text))
  return Array.from(new Uint8Array(mac), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The key of SECRET_KEY by which `hex` is the MAC of `text`, or null. */
export async function findMacKey(hex: string, text: string): Promise<string | null> {
  const mac = Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  for (const secret of env().secretKeys) {
    const key = await importHmacKey(secret)
    if (await crypto.subtle.verify('HMAC', key, mac, toBytes(text))) return secret
  }
  return null
}

/** A key of SECRET_KEY as Web Crypto takes it, for HMAC-SHA-256. */
export function importHmacKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', toBytes(secret), algorithm, false, ['sign', 'verify'])
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
