import { makeTimedMac, readTimedMac } from '#lib/runtime/timed-mac.ts'

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
  return makeTimedMac('flow', [kind, ...facts], now)
}

/** When this server made `mark` of the same facts, in milliseconds, or null when it did not, or long ago. */
export function readMark(
  mark: string | null,
  kind: MarkKind,
  facts: readonly string[],
  now = Date.now(),
): number | null {
  const madeAt = readTimedMac(mark ?? '', 'flow', [kind, ...facts])
  const isFresh = madeAt !== null && now - madeAt < MARK_MAX_AGE_MS && madeAt <= now + 1000
  return isFresh ? madeAt : null
}
