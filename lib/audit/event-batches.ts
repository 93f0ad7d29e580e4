import { toNetwork } from '#lib/http/network.ts'
import type { toEventRow } from './event.ts'

/** What is to be kept, and whom somebody tried to be, who has to be looked up. */
export type PendingEvent = ReturnType<typeof toEventRow> & { tried: string }
type Held = { row: PendingEvent; count: number; timer: NodeJS.Timeout }

/** For how long events that are alike are counted instead of kept, in milliseconds; and how many kinds at a time. */
const WINDOW_MS = 60_000
const MAX_KINDS = 1000

/**
 * Counts events that are alike, so that a flood of refused attempts, which cost nobody an account, fills no
 * disk: the first of a kind is to be kept at once, those of the minute after it are one row with their
 * `count`. When there are too many kinds at a time, of one action and result all further ones are one kind.
 */
export class EventBatches {
  readonly #held = new Map<string, Held>()
  readonly #keep: (row: PendingEvent) => unknown

  /** @param keep is given the row of a kind when its minute is over. */
  constructor(keep: (row: PendingEvent) => unknown) {
    this.#keep = keep
  }

  /** The row to keep now, null for one that is only counted. */
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

  /** Has what was only counted kept, whatever is left of its minute. */
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

function kindOf({ action, result, address, detail, ...people }: PendingEvent): string {
  const { actorId, targetId, targetUid, tried } = people
  return JSON.stringify([
    ...[action, result, toNetwork(address)],
    ...[actorId, targetId, targetUid, tried, detail],
  ])
}

/** An event of no address and of nobody in particular: what too many kinds have in common. */
function anonymise(row: PendingEvent): PendingEvent {
  const nobody = { actorId: null, actorUid: '', targetId: null, targetUid: '', tried: '' }
  const nowhere = { address: '', origin: '', agent: '', requestId: '', detail: '{}' }
  return { ...row, ...nobody, ...nowhere }
}
