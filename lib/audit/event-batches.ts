import { toNetwork } from '#lib/http/network.ts'
import type { toEventRow } from './event.ts'
import { type CountedRow, Offenders } from './offenders.ts'

/** A row to keep, and the folded uid that somebody tried, which has yet to be looked up. */
export type PendingEvent = ReturnType<typeof toEventRow> & { tried: string }
type Counted = CountedRow<PendingEvent>

/** How long events are counted, from the first on. */
const WINDOW_MS = 60_000
/** How many kinds are told apart in a window, of all networks together and of one of them. */
const MAX_KINDS = 1000
const MAX_KINDS_OF_NETWORK = 100
/** How many counts are kept at the end of a window, of kinds, and of networks with further events: the largest. */
const MAX_NAMED = 100

/** What is not kept of the further events of a network, */
const UNTOLD = { targetId: null, targetUid: '', tried: '', detail: '{}' }
/** and of those of networks that are not named. */
const NOBODY = { actorId: null, actorUid: '', address: '', origin: '', agent: '', requestId: '' }

/**
 * Counts refused events, so that a flood of attempts, for which nobody needs an account, does not fill the disk. The
 * first event of a kind is kept at once, and those of the minute after it become one row with their `count`.
 *
 * What is kept has a cap, for all addresses together. Where there are more kinds, events are counted by their action,
 * result, network and actor alone, and the largest of those are named. The rest is counted by action and result.
 */
export class EventBatches {
  readonly #keep: (row: PendingEvent) => unknown
  #timer: NodeJS.Timeout | undefined
  readonly #kinds = new Map<string, Counted>()
  readonly #kindsOfNetwork = new Map<string, number>()
  readonly #offenders = new Offenders<PendingEvent>(counted => this.#countNameless(counted))
  readonly #nameless = new Map<string, Counted>()

  /** @param keep receives the counted rows at the end of their minute. */
  constructor(keep: (row: PendingEvent) => unknown) {
    this.#keep = keep
  }

  /** Takes an event. @returns the row to keep now, or null where the event is only counted. */
  take(row: PendingEvent): PendingEvent | null {
    this.#timer ??= setTimeout(() => this.flush(), WINDOW_MS).unref()
    const kind = kindOf(row)
    const known = this.#kinds.get(kind)
    if (known) {
      known.row = row
      known.count += row.count
      return null
    }
    const network = toNetwork(row.address, 48)
    const ofNetwork = this.#kindsOfNetwork.get(network) ?? 0
    if (this.#kinds.size < MAX_KINDS && ofNetwork < MAX_KINDS_OF_NETWORK) {
      this.#kinds.set(kind, { row, count: 0 })
      this.#kindsOfNetwork.set(network, ofNetwork + 1)
      return row
    }
    this.#countOffence({ row, count: row.count })
    return null
  }

  /** Keeps what was only counted so far, without waiting for the end of the minute. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const repeated = [...this.#kinds.values()]
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
    for (const counted of repeated.slice(MAX_NAMED)) this.#countOffence(counted)
    const named = this.#offenders.takeLargest(MAX_NAMED)
    const kept = [...repeated.slice(0, MAX_NAMED), ...named, ...this.#nameless.values()]
    this.#kinds.clear()
    this.#kindsOfNetwork.clear()
    this.#nameless.clear()
    for (const { row, count } of kept) this.#keep({ ...row, count })
  }

  #countOffence({ row, count }: Counted): void {
    const { action, result, actorId, address } = row
    const key = JSON.stringify([action, result, actorId, toNetwork(address, 48)])
    this.#offenders.add(key, { row: { ...row, ...UNTOLD }, count })
  }

  #countNameless({ row, count }: Counted): void {
    const kind = `${row.action} ${row.result}`
    const before = this.#nameless.get(kind)?.count ?? 0
    this.#nameless.set(kind, { row: { ...row, ...NOBODY }, count: before + count })
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
