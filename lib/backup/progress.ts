/** Where a backup or a restoration tells how far it is. */
export type Progress = {
  /** @param done from 0 to 1. */
  at(done: number, note: string): void
  /** Says what is done now, where nobody knows how much of it there is. */
  stage(what: string): void
}
