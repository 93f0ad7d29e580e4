import type { SendHandle } from 'node:child_process'
import type { Worker } from 'node:cluster'

/**
 * Has the connection that `worker` was given last be closed when it dies. node:cluster gives a worker one at a time
 * and closes its own end when the worker has said that it has it; of a worker that dies before it keeps that end
 * open, and whoever has connected waits for ever.
 */
export function closeUnclaimed(worker: Worker): void {
  const { process } = worker
  const send = process.send.bind(process) as (...args: unknown[]) => boolean
  let last: { close?(): void } | undefined
  process.send = ((message: unknown, handle?: SendHandle, ...rest: unknown[]) => {
    if (handle) last = handle as { close?(): void }
    return send(message, handle, ...rest)
  }) as typeof process.send
  // To close what is closed already does nothing.
  process.once('exit', () => last?.close?.())
}
