import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { flushEvents } from '#lib/audit/record-event.ts'
import { closeDb } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { settleRefusals } from '#lib/origins/refusals.ts'
import { stopPasswordWorkers } from '#lib/passwords/password.ts'
import { flushTraces } from '#lib/tracing/hook.ts'
import { beginStopping } from './health/stopping.ts'
import { createLosslessClose } from './lossless-close.ts'
import { runWhenRetired } from './worker.ts'

/** How long a request that is under way may still take, in milliseconds. */
const LAST_REQUEST_TIMEOUT_MS = 10_000
/** How long a connection may be silent before it is cut, in milliseconds. */
const SILENCE_TIMEOUT_MS = 1000

/**
 * Stops on SIGTERM, after STOP_DELAY, on SIGINT, and when another process serves in the place of this one: takes no
 * new connection, lets what is under way end, then closes what the process holds. Exit status 0, or 1 when a
 * request did not end in time.
 */
export function stopGracefully(server: Server, closePages: () => Promise<void>): void {
  const close = createLosslessClose(server)
  let closing = false
  const stop = (silence: number) => {
    setTimeout(() => process.exit(1), silence + LAST_REQUEST_TIMEOUT_MS)
    const closed = close(silence)
    if (!closing) void closed.then(() => closeAndExit(closePages))
    closing = true
  }
  process.on('SIGTERM', signal => void leaveRotation(signal).then(() => stop(SILENCE_TIMEOUT_MS)))
  process.once('SIGINT', signal => void leaveRotation(signal).then(() => stop(0)))
  runWhenRetired(() => stop(server.keepAliveTimeout))
}

async function closeAndExit(closePages: () => Promise<void>): Promise<void> {
  await Promise.all([closePages(), stopPasswordWorkers(), flushEvents(), settleRefusals()])
  await Promise.all([closeDb(), flushTraces()])
  process.exit(0)
}

/** Has whoever stops this process on SIGTERM and SIGINT, which is Next, do so only after `act`. */
export function runBeforeStop(act: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const listeners = process.listeners(signal)
    process.removeAllListeners(signal)
    process.once(signal, () => {
      for (const listener of listeners) process.once(signal, listener)
      void leaveRotation(signal)
        .then(act)
        .finally(() => process.emit(signal, signal))
    })
  }
}

/**
 * Is not ready for more from now on, and goes on serving for STOP_DELAY, in which balancers see that. Who presses
 * Ctrl+C waits for nothing.
 */
async function leaveRotation(signal: NodeJS.Signals): Promise<void> {
  beginStopping()
  if (signal === 'SIGTERM') await wait(env().stopDelaySeconds * 1000)
}
