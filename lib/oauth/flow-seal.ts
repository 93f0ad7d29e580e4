import { computeHexMac, findMacKey } from '#lib/runtime/hex-mac.ts'
import { toFormSource } from './form-source.ts'

/** How long a page of a flow may be open before its form is sent, in seconds. */
const SEAL_MAX_AGE_SECONDS = 3600

/**
 * Says to the edge, which sets the headers of pages and has no database, that a page belongs to a flow whose client
 * was judged, and where its answer goes: Chromium holds what follows a form to `form-action` (CSP level 3 §6.4.2).
 */
export async function sealFlow({ address }: { address: string }): Promise<string> {
  const source = toFormSource(address)
  const time = Math.floor(Date.now() / 1000)
  return `${time}.${await computeHexMac(toSealedText(time, source))}.${source}`
}

/** The source that a flow's forms may lead to; null for what this server did not seal in the last hour. */
export async function readFlowSeal(text: string | null): Promise<string | null> {
  const [, time, hex, source] = /^(\d{1,12})\.([\da-f]{64})\.(.{1,300})$/.exec(text ?? '') ?? []
  if (!time || !hex || !source) return null
  const age = Date.now() / 1000 - Number(time)
  if (!(age > -60 && age < SEAL_MAX_AGE_SECONDS)) return null
  const key = await findMacKey(hex, toSealedText(Number(time), source))
  return key === null ? null : source
}

/** What is signed begins as nothing else does that this key signs. */
function toSealedText(time: number, source: string): string {
  return `latchkey flow\n${time}\n${source}`
}
