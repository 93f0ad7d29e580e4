import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { flushEvents } from '#lib/audit/record-event.ts'
import { closeDb } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { stopSender } from '#lib/mail/sender.ts'
import { settleRefusals } from '#lib/origins/refusals.ts'
import { stopPasswordWorkers } from '#lib/passwords/password.ts'
import { finishDeferredWork } from '#lib/runtime/defer.ts'
import { flushTraces } from '#lib/tracing/hook.ts'
import { beginStopping } from './health/stopping.ts'
import { createLosslessClose } from './lossless-close.ts'
import { runWhenRetired } from './worker.ts'

/** How long a request under way may still take. */
const LAST_REQUEST_TIMEOUT_MS = 10_000
/** How long a connection may be silent before it is cut. */
const SILENCE_TIMEOUT_MS = 1000

/**
 * Stops this process on SIGTERM (after STOP_DELAY), on SIGINT, and when another process replaces it: accepts no new
 * connection, lets requests under way end, then closes the database and the workers. The exit status is 0, or 1
 * when a request does not end in time.
 */
export function stopGracefully(server: Server, closePages: () => Promise<void>): void {
  const close = createLosslessClose(server)
  let closing = false
  const stop = (silenceMs: number) => {
    setTimeout(() => process.exit(1), silenceMs + LAST_REQUEST_TIMEOUT_MS)
    const closed = close(silenceMs)
    if (!closing) void closed.then(() => closeAndExit(closePages))
    closing = true
  }
  process.on('SIGTERM', signal => void leaveRotation(signal).then(() => stop(SILENCE_TIMEOUT_MS)))
  process.once('SIGINT', signal => void leaveRotation(signal).then(() => stop(0)))
  runWhenRetired(atOnce => stop(atOnce ? 0 : server.keepAliveTimeout))
}

async function closeAndExit(closePages: () => Promise<void>): Promise<void> {
  await finishDeferredWork()
  await Promise.all([closePages(), stopPasswordWorkers(), settleRefusals(), stopSender()])
  await flushEvents()
  await Promise.all([closeDb(), flushTraces()])
  process.exit(0)
}

/** Runs `act` on SIGTERM and SIGINT before the listeners that stop this process, which are Next's. */
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
 * Makes `/readyz` say 503, and waits for STOP_DELAY while the process goes on serving, so that load balancers can
 * notice. Ctrl+C (SIGINT) does not wait.
 */
async function leaveRotation(signal: NodeJS.Signals): Promise<void> {
  beginStopping()
  if (signal === 'SIGTERM') await wait(env().stopDelaySeconds * 1000)
}
