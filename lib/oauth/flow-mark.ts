import { createHmac, timingSafeEqual } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'

/** What a page of this server tells the next one: that something was asked, allowed or refused. */
export type MarkKind = 'asked' | 'allowed' | 'refused' | 'sign_out'

/** How long a mark is taken, in milliseconds: as long as a person may take to sign in. */
const MARK_MAX_AGE_MS = 15 * 60_000

/**
 * Marks a request, so that the page to which it comes back knows that this server did so, when, and for whom; it is
 * worth nothing beside other parameters.
 * @param facts what the mark is of: the parameters of the request and, where one answered, their session.
 */
export function makeMark(kind: MarkKind, facts: readonly string[], now = Date.now()): string {
  const time = now.toString(36)
  const [key = new Uint8Array()] = deriveKeys('flow')
  return `${time}.${sign(key, kind, time, facts)}`
}

/** When this server made `mark` of the same facts, in milliseconds, or null when it did not, or long ago. */
export function readMark(
  mark: string | null,
  kind: MarkKind,
  facts: readonly string[],
  now = Date.now(),
): number | null {
  const [, time = '', mac = ''] = /^([\da-z]{1,12})\.([\w-]{43})$/.exec(mark ?? '') ?? []
  const made = Number.parseInt(time, 36)
  if (!(now - made < MARK_MAX_AGE_MS && made <= now + 1000)) return null
  const isOurs = deriveKeys('flow').some(key =>
    timingSafeEqual(Buffer.from(sign(key, kind, time, facts)), Buffer.from(mac)),
  )
  return isOurs ? made : null
}

function sign(key: Uint8Array, kind: MarkKind, time: string, facts: readonly string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([kind, time, ...facts]))
    .digest('base64url')
}
