import { randomInt } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { keepAwake } from './keep-awake.ts'
import { logError } from './log.ts'
import { onePerProcess } from './one-per-process.ts'

/** How long work is put off at most. */
const MAX_DELAY_MS = 1000

const held = () =>
  onePerProcess('deferredWork', () => {
    const hurry = new AbortController()
    setMaxListeners(0, hurry.signal)
    return { hurry, underWay: new Set<Promise<void>>() }
  })

/**
 * Does `work` after the answer, at a random moment within a second. So neither the answer, nor the next one to the same
 * client, takes longer where there is more to do: nobody learns by the time of answers which accounts exist.
 * @param what names the work in the log, should it fail.
 */
export function deferWork(what: string, work: () => Promise<void>): void {
  const { hurry, underWay } = held()
  const done = wait(randomInt(MAX_DELAY_MS), undefined, { signal: hurry.signal })
    .catch(() => {})
    .then(work)
    .catch(error => logError(`${what} failed`, error))
    .finally(() => underWay.delete(done))
  underWay.add(done)
  keepAwake(done)
}

/** Does now what was put off, and waits for it. To be called when the process ends. */
export async function finishDeferredWork(): Promise<void> {
  const { hurry, underWay } = held()
  hurry.abort()
  await Promise.all(underWay)
}
