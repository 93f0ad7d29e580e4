import type { Tally } from '#lib/metrics/tally.ts'

/**
 * What the processes of one server (WEB_CONCURRENCY) tell each other: whoever is asked for the figures asks the
 * primary, and the primary has everybody tell theirs.
 */
export type MetricsMessage =
  | { figures: 'ask' | 'tell'; id: number }
  | { figures: 'told'; id: number; tally: Tally }

let lastId = 0
const waiting = new Map<number, (tally: Tally) => void>()

/** What the other process tells, or null when it does not within so many milliseconds. */
export async function requestTally(
  send: (message: MetricsMessage) => unknown,
  what: 'ask' | 'tell',
  patience: number,
): Promise<Tally | null> {
  const id = ++lastId
  const { promise, resolve } = Promise.withResolvers<Tally | null>()
  waiting.set(id, resolve)
  const late = setTimeout(resolve, patience, null)
  send({ figures: what, id })
  const tally = await promise
  clearTimeout(late)
  waiting.delete(id)
  return tally
}

/** Takes what another process has told. */
export function receiveTally(message: MetricsMessage | null): void {
  if (message?.figures === 'told') waiting.get(message.id)?.(message.tally)
}
