import { onePerProcess } from '#lib/runtime/one-per-process.ts'

const state = () => onePerProcess('stopping', () => ({ begun: false }))

/** From now on `/readyz` says 503, although this process still answers. */
export function beginStopping(): void {
  state().begun = true
}

export function isStopping(): boolean {
  return state().begun
}
