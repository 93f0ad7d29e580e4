import { env } from '#lib/env/env.ts'
import { toFormSource } from './form-source.ts'

/** How long a page of a flow may be open before its form is sent, in seconds. */
const SEAL_MAX_AGE_SECONDS = 3600
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const

/**
 * Says to the edge, which sets the headers of pages and has no database, that a page belongs to a flow whose client
 * was judged, and where its answer goes: Chromium holds what follows a form to `form-action` (CSP level 3 §6.4.2).
 * By Web Crypto, which the edge has too.
 */
export async function sealFlow({ address }: { address: string }): Promise<string> {
  const source = toFormSource(address)
  const time = Math.floor(Date.now() / 1000)
  const [secret = ''] = env().secretKeys
  const mac = await crypto.subtle.sign('HMAC', await importKey(secret), toBytes(time, source))
  return `${time}.${toHex(new Uint8Array(mac))}.${source}`
}

/** The source that a flow's forms may lead to; null for what this server did not seal in the last hour. */
export async function readFlowSeal(text: string | null): Promise<string | null> {
  const [, time, hex, source] = /^(\d{1,12})\.([\da-f]{64})\.(.{1,300})$/.exec(text ?? '') ?? []
  if (!time || !hex || !source) return null
  const age = Date.now() / 1000 - Number(time)
  if (!(age > -60 && age < SEAL_MAX_AGE_SECONDS)) return null
  for (const secret of env().secretKeys) {
    const key = await importKey(secret)
    const bytes = toBytes(Number(time), source)
    if (await crypto.subtle.verify('HMAC', key, fromHex(hex), bytes)) return source
  }
  return null
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify'])
}

/** What is signed begins as nothing else does that this key signs. */
function toBytes(time: number, source: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`latchkey flow\n${time}\n${source}`)
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
}
