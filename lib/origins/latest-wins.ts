/** Orders overlapping reads, each of which replaces the result of the one before: the first to begin may end last. */
export class LatestWins {
  #begun = 0
  #taken = 0

  /** Begins a read. @returns a function that says at its end whether to take its result: not if a later one was taken. */
  begin(): () => boolean {
    const sequence = ++this.#begun
    return () => {
      if (sequence < this.#taken) return false
      this.#taken = sequence
      return true
    }
  }
}
