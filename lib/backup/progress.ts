/** What a backup or a restore reports its progress to. */
export type Progress = {
  /** @param done from 0 to 1. */
  at(done: number, note: string): void
  /** Names the current step, when its length is unknown. */
  stage(what: string): void
}
