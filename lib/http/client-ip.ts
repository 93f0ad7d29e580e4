import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env.ts'
import { onePerProcess } from '#lib/one-per-process.ts'

/** Where a request comes from, as the session and the log keep it. */
export type Client = { address: string; agent: string; origin: string }

/** A header name that no client can guess, so that what stands under it was written by this process. */
const stampName = () => onePerProcess('socketStamp', () => `x-socket-${randomUUID()}`)

/**
 * Writes the socket's address into the request's headers, where API handlers and pages read it alike on
 * both hosts. Called before anything reads the headers: by `server.ts`, and under `next start` from
 * Node's `http.server.request.start` channel.
 */
export function stampSocketAddress(request: IncomingMessage): void {
  const name = stampName()
  const address = request.socket.remoteAddress ?? ''
  request.rawHeaders.push(name, address)
  request.headers[name] = address
}

/**
 * The address of the client: the socket's, or with `TRUST_PROXY=n` the n-th from the right of
 * `X-Forwarded-For`, which is the one that the outermost trusted proxy saw (ASVS v5.0.0-15.3.4).
 * An IPv4 address mapped into IPv6 is given as IPv4; `unknown` when there is none.
 */
export function clientAddress(headers: Headers, trustProxy = env().trustProxy): string {
  if (trustProxy === 0) return plain(headers.get(stampName()) ?? '')
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map(hop => hop.trim())
  return plain(hops.at(-trustProxy) ?? '')
}

/** Where a request comes from, by its headers; what a client wrote is cut to 300 characters. */
export function clientOf(headers: Headers): Client {
  return {
    address: clientAddress(headers),
    agent: (headers.get('user-agent') ?? '').slice(0, 300),
    origin: (headers.get('origin') ?? '').slice(0, 300),
  }
}

function plain(address: string): string {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return /^[0-9a-f.:]{2,45}$/i.test(bare) ? bare.toLowerCase() : 'unknown'
}
