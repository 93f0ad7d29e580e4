import { onePerProcess } from './one-per-process.ts'

/**
 * Waits until the event loop has handled what else is due. Callers queue: one of them goes on per iteration.
 *
 * SQLite answers at once, so without this twenty sign-ins that arrive together would run all their queries before
 * the loop comes to a read. A caller waits before each write, and reads get in between.
 */
export function yieldToEventLoop(): Promise<void> {
  const queue = onePerProcess('eventLoopQueue', () => ({ last: Promise.resolve() }))
  queue.last = queue.last.then(() => new Promise(resolve => setImmediate(resolve)))
  return queue.last
}
