import { createHash } from 'node:crypto'
import type { Client } from '#lib/http/client-address.ts'

/** What a ceremony is for: a session on our own pages, one by cookie for a page elsewhere, or one by tokens. */
type Place = 'page' | 'cookie' | 'bearer'

/** Who begins a ceremony, and alone may go on with it. */
export type Beginner = { place: Place; client: Client; jkt: string | null }

/**
 * Hashes what a ceremony is bound to, beside its secret: its place, the origin of the page and the browser or program
 * that sends, and the key of its DPoP proofs. Not the address: one browser may use two, by IPv4 and by IPv6, and a
 * phone that leaves the house gets another one.
 */
export function hashBeginner({ place, client, jkt }: Beginner): string {
  return createHash('sha256')
    .update(JSON.stringify([place, client.origin, client.agent, jkt]))
    .digest('base64url')
}
