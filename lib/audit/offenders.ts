/** A row, and how many events it stands for. */
export type CountedRow<Row> = { row: Row; count: number }

/** How many keys are counted at a time. */
const MAX_HELD = 1000

/**
 * Counts events by key in bounded memory, and finds the keys with the most. When there are too many, the oldest gives up
 * its place unless it has come again since: like the clock of a page cache. A key with a hundredth of all events stays.
 */
export class Offenders<Row> {
  readonly #held = new Map<string, CountedRow<Row> & { chances: number }>()
  readonly #drop: (counted: CountedRow<Row>) => void

  /** @param drop receives what was counted for a key that gave up its place. */
  constructor(drop: (counted: CountedRow<Row>) => void) {
    this.#drop = drop
  }

  /** Counts `count` events of `key`; `row` is that of the last. */
  add(key: string, { row, count }: CountedRow<Row>): void {
    const held = this.#held.get(key)
    if (held) {
      held.row = row
      held.count += count
      held.chances += count
      return
    }
    if (this.#held.size >= MAX_HELD) this.#makeRoom()
    this.#held.set(key, { row, count, chances: count })
  }

  /** Ends the count. @returns the `most` largest, the largest first; drops the others. */
  takeLargest(most: number): CountedRow<Row>[] {
    const sorted = [...this.#held.values()].toSorted((a, b) => b.count - a.count)
    this.#held.clear()
    for (const rest of sorted.slice(most)) this.#drop(rest)
    return sorted.slice(0, most)
  }

  #makeRoom(): void {
    for (const [key, held] of this.#held) {
      this.#held.delete(key)
      held.chances = Math.floor(held.chances / 2)
      if (held.chances === 0) {
        this.#drop(held)
        return
      }
      this.#held.set(key, held)
    }
  }
}
