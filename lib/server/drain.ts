import type { IncomingMessage } from 'node:http'

/** How much of a refused body is read. */
const MAX_DRAINED_BYTES = 16 * 1024 * 1024
/** How long the next piece of it may take. */
const IDLE_TIMEOUT_MS = 250

/**
 * Reads and drops the rest of a request's body. A connection that closes with unread bytes is reset, and the client
 * loses the answer that says why (RFC 9112 §9.6). Resolves after the body, 16 MB of it, or 250 ms of silence.
 */
export function drainBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve()
  return new Promise(resolve => {
    let length = 0
    // Where this process was held up for that long, what has come is not yet read: timers come before reads.
    const endIfSilent = () => {
      const before = length
      setImmediate(() => {
        if (length === before) resolve()
      })
    }
    const idle = setTimeout(endIfSilent, IDLE_TIMEOUT_MS)
    const stop = () => {
      clearTimeout(idle)
      resolve()
    }
    // A reader that stopped early would keep the stream paused.
    request.removeAllListeners('data')
    request.on('data', (chunk: Buffer) => {
      idle.refresh()
      length += chunk.length
      if (length > MAX_DRAINED_BYTES) stop()
    })
    request.once('end', stop)
    request.once('close', stop)
    request.resume()
  })
}
