import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
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

/**
 * Does a part of some longer work, then leaves the event loop to others for half as long as it was busy with it. A
 * database that answers at once would else keep the loop for all of that work, and a sign-in, which asks the database ten
 * times, would wait for a part of it each time.
 */
export async function doPart<Result>(part: () => Promise<Result>): Promise<Result> {
  const before = performance.eventLoopUtilization()
  const result = await part()
  await wait(performance.eventLoopUtilization(before).active / 2)
  return result
}
