import type { Server } from 'node:http'
import { settleRecords } from './audit/record.ts'
import { closePasswords } from './auth/password.ts'
import { closeDb } from './db.ts'
import { settleRefusals } from './origins/refusals.ts'

/** How long a request that is under way may still take, in milliseconds. */
const PATIENCE = 10_000

/**
 * Stops on SIGTERM and SIGINT: takes no new connection, lets what is under way end, then closes what the
 * process holds. Exit status 0, or 1 when a request did not end in time.
 */
export function stopGracefully(server: Server, closePages: () => Promise<void>): void {
  const stop = async () => {
    const late = setTimeout(() => process.exit(1), PATIENCE)
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    await new Promise(resolve => server.close(resolve))
    clearInterval(idle)
    clearTimeout(late)
    await Promise.all([closePages(), closePasswords(), settleRecords(), settleRefusals()])
    await closeDb()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

/** Has whoever stops this process on SIGTERM and SIGINT, which is Next, do so only after `act`. */
export function stopAfter(act: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const listeners = process.listeners(signal)
    process.removeAllListeners(signal)
    process.once(signal, () => {
      for (const listener of listeners) process.once(signal, listener)
      void act().finally(() => process.emit(signal, signal))
    })
  }
}
