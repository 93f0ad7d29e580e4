import { onePerProcess } from './one-per-process.ts'

/** Asks the host not to freeze this process before `work` is done, although the request is answered. */
type KeepAwake = (work: Promise<unknown>) => void

const held = () => onePerProcess<{ ask: KeepAwake | null }>('keep-awake', () => ({ ask: null }))

/** Says how `keepAwake` asks the host. Only the host knows, because only it may freeze this process. */
export function setKeepAwake(ask: KeepAwake): void {
  held().ask = ask
}

/**
 * Lets `work` end although nobody waits for it. A serverless host freezes a process that has answered, and may never
 * run it again. Other hosts need nothing for that.
 */
export function keepAwake(work: Promise<unknown>): void {
  held().ask?.(work)
}
