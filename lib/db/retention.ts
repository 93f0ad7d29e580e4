import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { logError, logInfo } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/**
 * Deletes what is too old now and every `intervalMs`, in the background, and logs it (ASVS v5.0.0-14.2.7).
 * @param what is deleted, as the log calls it.
 * @param deleteOld returns how many rows it has deleted.
 */
export function startRetention(
  what: string,
  intervalMs: number,
  deleteOld: () => Promise<number>,
): void {
  const tidy = async () => {
    try {
      const deleted = await deleteOld()
      if (deleted > 0) logInfo(`${what} deleted`, { deleted })
    } catch (error) {
      logError(`${what} not deleted`, error)
    }
  }
  onePerProcess(`retention of ${what}`, () => setInterval(() => void tidy(), intervalMs).unref())
  void tidy()
}

/**
 * Repeats a query that deletes at most `batchSize` rows until nothing is left, so that nobody waits for all of them.
 * @returns how many rows it has deleted.
 */
export async function deleteInBatches(
  batchSize: number,
  deleteBatch: () => PromiseLike<{ count: number }>,
): Promise<number> {
  for (let total = 0; ; ) {
    await yieldToEventLoop()
    const { count } = await deleteBatch()
    total += count
    if (count < batchSize) return total
  }
}
