/**
 * A queue that is fair between groups: they take turns, and none can fill it. While it is full, an item of a group that
 * has few takes the place of the last one of the group that has most.
 */
export class FairQueue<Item> {
  readonly #capacity: number
  /** The items of each group that has any. The group whose turn is next comes first. */
  readonly #groups = new Map<string, Item[]>()
  #length = 0

  /** @param capacity how many items may wait. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** How many items wait. */
  get length(): number {
    return this.#length
  }

  /** Adds an item. @returns the item that has no place: none, the last one of another group, or `item` itself. */
  push(item: Item, group: string): Item | null {
    const own = this.#groups.get(group) ?? []
    let displaced: Item | null = null
    if (this.#length >= this.#capacity) {
      const longest = this.#findLongest()
      // With one item less of a difference, two groups would go on displacing each other.
      if (!longest || own.length + 1 >= longest.length) return item
      displaced = longest.pop() ?? null
      this.#length--
    }
    own.push(item)
    this.#groups.set(group, own)
    this.#length++
    return displaced
  }

  /** Takes the first item of the group whose turn it is. */
  shift(): Item | undefined {
    for (const [group, items] of this.#groups) {
      this.#groups.delete(group)
      if (items.length > 1) this.#groups.set(group, items)
      this.#length--
      return items.shift()
    }
    return undefined
  }

  /** Removes all items. */
  clear(): Item[] {
    const items = [...this.#groups.values()].flat()
    this.#groups.clear()
    this.#length = 0
    return items
  }

  #findLongest(): Item[] | undefined {
    let longest: Item[] | undefined
    for (const items of this.#groups.values()) {
      if (!longest || items.length > longest.length) longest = items
    }
    return longest
  }
}
