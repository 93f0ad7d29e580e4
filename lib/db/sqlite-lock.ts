import { setTimeout as wait } from 'node:timers/promises'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'

/** The longest pause between two attempts, in milliseconds. */
const MAX_PAUSE_MS = 8

/**
 * Has `adapter` write as one of several processes with one file.
 *
 * A transaction takes the lock for writing as it begins. Begun as the adapter would, with a look at the file, it
 * fails at its first write when somebody else has written since (SQLITE_BUSY_SNAPSHOT), for which SQLite never waits.
 * @param patience for how long to ask again for a lock that others hold, in milliseconds. Unlike SQLite's own
 *   waiting it leaves the thread to whoever only reads, and has no favourites.
 */
export function shareLock<A extends SqlDriverAdapter>(adapter: A, patience: number): A {
  const execute = adapter.executeRaw.bind(adapter)
  const query = adapter.queryRaw.bind(adapter)
  const start = adapter.startTransaction.bind(adapter)
  const begin: typeof start = async level => {
    const transaction = await start(level)
    try {
      await adapter.executeScript('COMMIT; BEGIN IMMEDIATE')
      return transaction
    } catch (error) {
      // None is open: this only lets the next one begin.
      await transaction.rollback()
      throw error
    }
  }
  return Object.assign(adapter, {
    executeRaw: statement => retryWhileLocked(patience, () => execute(statement)),
    queryRaw: statement => retryWhileLocked(patience, () => query(statement)),
    startTransaction: level => retryWhileLocked(patience, () => begin(level)),
  } satisfies Partial<SqlDriverAdapter>)
}

async function retryWhileLocked<T>(patience: number, act: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patience
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!isLocked(error) || performance.now() >= deadline) throw error
      await wait(Math.random() * MAX_PAUSE_MS)
    }
  }
}

/** What the adapter makes of every SQLITE_BUSY. */
function isLocked(error: unknown): boolean {
  return (error as { cause?: { kind?: string } }).cause?.kind === 'SocketTimeout'
}
