import { onePerProcess } from './one-per-process.ts'

/**
 * Waits for a turn of the event loop that nobody else has asked for.
 *
 * SQLite answers at once, so twenty sign-ins that arrive together would run all their queries before the
 * loop comes round to a read. With a turn before each write, reads get in between.
 */
export function yieldToEventLoop(): Promise<void> {
  const queue = onePerProcess('turns', () => ({ last: Promise.resolve() }))
  queue.last = queue.last.then(() => new Promise(resolve => setImmediate(resolve)))
  return queue.last
}
