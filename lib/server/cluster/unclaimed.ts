import type { SendHandle } from 'node:child_process'
import type { Worker } from 'node:cluster'

/**
 * Closes the connection that `worker` was given last when the worker dies. node:cluster hands over one connection
 * at a time and closes its own end when the worker confirms it. When the worker dies before that, node:cluster
 * keeps its end open, and the client waits for ever.
 */
export function closeUnclaimed(worker: Worker): void {
  const { process } = worker
  const send = process.send.bind(process) as (...args: unknown[]) => boolean
  let last: { close?(): void } | undefined
  process.send = ((message: unknown, handle?: SendHandle, ...rest: unknown[]) => {
    if (handle) last = handle as { close?(): void }
    return send(message, handle, ...rest)
  }) as typeof process.send
  // Closing it twice does nothing.
  process.once('exit', () => last?.close?.())
}
