import type { IncomingMessage } from 'node:http'

/** How much of a refused body is read off, in bytes, and how long its next piece is waited for, in milliseconds. */
const MAX_DRAINED_BYTES = 16 * 1024 * 1024
const IDLE_TIMEOUT_MS = 250

/**
 * Reads off what is left of a body that was not wanted. A connection that closes over unread bytes is reset,
 * and the client loses the answer that says why (RFC 9112 §9.6).
 */
export function drainBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve()
  return new Promise(resolve => {
    let length = 0
    const idle = setTimeout(resolve, IDLE_TIMEOUT_MS)
    const stop = () => {
      clearTimeout(idle)
      resolve()
    }
    // Whoever read it before has stopped, and would have it wait until they go on.
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
