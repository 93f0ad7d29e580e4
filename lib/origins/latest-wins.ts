/** The order of things that overlap and of which each replaces the one before: what began first may end last. */
export class LatestWins {
  #begun = 0
  #taken = 0

  /** Begins one. @returns whether, at its end, it is to be taken: unless one that began later was. */
  begin(): () => boolean {
    const turn = ++this.#begun
    return () => {
      if (turn < this.#taken) return false
      this.#taken = turn
      return true
    }
  }
}
