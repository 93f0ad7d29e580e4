import { toNetwork } from '#lib/http/network.ts'
import type { toEventRow } from './event.ts'

/** A row to keep, and the folded uid that somebody tried, which has yet to be looked up. */
export type PendingEvent = ReturnType<typeof toEventRow> & { tried: string }
type Held = { row: PendingEvent; count: number; timer: NodeJS.Timeout }

/** How long events of one kind are counted after the first. */
const WINDOW_MS = 60_000
/** How many kinds are told apart at a time. */
const MAX_KINDS = 1000

/**
 * Counts events of the same kind, so that a flood of refused attempts, for which nobody needs an account, does not
 * fill the disk. The first event of a kind is kept at once. Those of the minute after it become one row with their
 * `count`. When there are too many kinds at a time, all further events of one action and result are one kind.
 */
export class EventBatches {
  readonly #held = new Map<string, Held>()
  readonly #keep: (row: PendingEvent) => unknown

  /** @param keep receives the counted row of a kind when its minute is over. */
  constructor(keep: (row: PendingEvent) => unknown) {
    this.#keep = keep
  }

  /** Takes an event. @returns the row to keep now, or null where the event is only counted. */
  take(row: PendingEvent): PendingEvent | null {
    const known = this.#held.has(kindOf(row)) || this.#held.size < MAX_KINDS
    const counted = known ? row : anonymise(row)
    const kind = kindOf(counted)
    const held = this.#held.get(kind)
    if (held) {
      held.row = counted
      held.count += row.count
      return null
    }
    const timer = setTimeout(() => this.#settle(kind), WINDOW_MS).unref()
    this.#held.set(kind, { row: counted, count: 0, timer })
    return counted
  }

  /** Keeps what was only counted so far, without waiting for the end of its minute. */
  flush(): void {
    for (const kind of [...this.#held.keys()]) this.#settle(kind)
  }

  #settle(kind: string): void {
    const held = this.#held.get(kind)
    if (!held) return
    clearTimeout(held.timer)
    this.#held.delete(kind)
    if (held.count > 0) this.#keep({ ...held.row, count: held.count })
  }
}

function kindOf(row: PendingEvent): string {
  return JSON.stringify([
    row.action,
    row.result,
    toNetwork(row.address),
    row.actorId,
    row.targetId,
    row.targetUid,
    row.tried,
    row.detail,
  ])
}

/** Drops whom and where an event is about: too many kinds have only their action and result in common. */
function anonymise(row: PendingEvent): PendingEvent {
  return {
    ...row,
    actorId: null,
    actorUid: '',
    targetId: null,
    targetUid: '',
    tried: '',
    address: '',
    origin: '',
    agent: '',
    requestId: '',
    detail: '{}',
  }
}
