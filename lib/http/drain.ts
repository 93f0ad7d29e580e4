import type { IncomingMessage } from 'node:http'

/** How much of a refused body is read off, in bytes, and for how long, in milliseconds. */
const MOST = 16 * 1024 * 1024
const LONGEST = 5_000

/**
 * Reads off what is left of a body that was not wanted. A connection that closes over unread bytes is reset,
 * and the client loses the answer that says why (RFC 9112 §9.6).
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve()
  return new Promise(resolve => {
    let length = 0
    const late = setTimeout(resolve, LONGEST).unref()
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MOST) resolve()
    })
    request.once('close', resolve)
    request.once('end', () => {
      clearTimeout(late)
      resolve()
    })
    request.resume()
  })
}
