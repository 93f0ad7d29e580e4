import { setTimeout as wait } from 'node:timers/promises'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'

/** The longest pause between two attempts. */
const MAX_PAUSE_MS = 8

/**
 * Makes `adapter` share its file with other processes that write.
 *
 * A transaction takes the write lock when it begins. The adapter alone would begin with a read lock, and the first
 * write would fail if another process has written since (SQLITE_BUSY_SNAPSHOT), for which SQLite never waits.
 * @param timeoutMs how long to retry while others hold the lock. Unlike SQLite's own waiting, this leaves the thread
 *   free for reads and treats all processes the same.
 */
export function shareLock<A extends SqlDriverAdapter>(adapter: A, timeoutMs: number): A {
  const execute = adapter.executeRaw.bind(adapter)
  const query = adapter.queryRaw.bind(adapter)
  const start = adapter.startTransaction.bind(adapter)
  const begin: typeof start = async level => {
    const transaction = await start(level)
    try {
      await adapter.executeScript('COMMIT; BEGIN IMMEDIATE')
      return transaction
    } catch (error) {
      // The transaction has ended already. This lets the adapter begin the next one.
      await transaction.rollback()
      throw error
    }
  }
  return Object.assign(adapter, {
    executeRaw: statement => retryWhileLocked(timeoutMs, () => execute(statement)),
    queryRaw: statement => retryWhileLocked(timeoutMs, () => query(statement)),
    startTransaction: level => retryWhileLocked(timeoutMs, () => begin(level)),
  } satisfies Partial<SqlDriverAdapter>)
}

async function retryWhileLocked<T>(timeoutMs: number, act: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!isLocked(error) || performance.now() >= deadline) throw error
      await wait(Math.random() * MAX_PAUSE_MS)
    }
  }
}

/** Whether the adapter reports SQLITE_BUSY. */
function isLocked(error: unknown): boolean {
  return (error as { cause?: { kind?: string } }).cause?.kind === 'SocketTimeout'
}
