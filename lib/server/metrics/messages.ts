import type { Tally } from '#lib/metrics/tally.ts'

/**
 * What the processes of one server (WEB_CONCURRENCY) send each other. A worker that is asked for the metrics sends
 * `ask` to the primary, and the primary sends `tell` to every worker. The answer to either is `told`.
 */
export type MetricsMessage =
  | { metrics: 'ask' | 'tell'; id: number }
  | { metrics: 'told'; id: number; tally: Tally }

let lastId = 0
const waiting = new Map<number, (tally: Tally) => void>()

/** Asks another process for its tally. @returns null when it does not answer within `timeoutMs`. */
export async function requestTally(
  send: (message: MetricsMessage) => unknown,
  what: 'ask' | 'tell',
  timeoutMs: number,
): Promise<Tally | null> {
  const id = ++lastId
  const { promise, resolve } = Promise.withResolvers<Tally | null>()
  waiting.set(id, resolve)
  const late = setTimeout(resolve, timeoutMs, null)
  send({ metrics: what, id })
  const tally = await promise
  clearTimeout(late)
  waiting.delete(id)
  return tally
}

/** Resolves the {@link requestTally} that `message` answers, if it answers one. */
export function receiveTally(message: MetricsMessage | null): void {
  if (message?.metrics === 'told') waiting.get(message.id)?.(message.tally)
}
