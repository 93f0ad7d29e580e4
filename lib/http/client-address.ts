import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** Where a request comes from, as sessions and audit events keep it. */
export type Client = { address: string; agent: string; origin: string }

/** Names of headers that no client can guess, so that only this process can have written them. */
const stampName = () => onePerProcess('socketStamp', () => `x-socket-${randomUUID()}`)
const proxyStampName = () => onePerProcess('proxyStamp', () => `x-proxy-${randomUUID()}`)

// Headers that proxies add. Next adds some of them itself, after the stamp.
const PROXY_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded',
  'x-real-ip',
  'via',
  'x-vercel-forwarded-for',
  'cf-connecting-ip',
]

/**
 * Writes the socket's address into the request's headers, where API handlers and pages read it on both hosts. It
 * runs before anything reads the headers: from `server.ts`, and under `next start` from Node's
 * `http.server.request.start` channel.
 */
export function stampSocketAddress(request: IncomingMessage): void {
  const name = stampName()
  const address = request.socket.remoteAddress ?? ''
  request.rawHeaders.push(name, address)
  request.headers[name] = address
  if (!isProxied(request)) return
  request.rawHeaders.push(proxyStampName(), '1')
  request.headers[proxyStampName()] = '1'
}

/**
 * Whether the client itself opened the socket, as far as one can tell: no proxy has added a header. An nginx that is
 * configured with `proxy_pass` alone adds none, but its older versions speak HTTP/1.0 to us.
 */
export function isDirectConnection(headers: Headers): boolean {
  return headers.has(stampName()) && !headers.has(proxyStampName())
}

function isProxied({ headers, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMinor === 0 || PROXY_HEADERS.some(name => name in headers)
}

/**
 * The address of the client: the socket's, or with `TRUST_PROXY=n` the n-th from the right of `X-Forwarded-For`,
 * which is the one that the outermost trusted proxy saw (ASVS v5.0.0-15.3.4). An IPv4 address mapped into IPv6 is
 * returned as IPv4. `unknown` when there is none.
 */
export function readClientAddress(headers: Headers, trustProxy = env().trustProxy): string {
  if (trustProxy === 0) return normaliseAddress(headers.get(stampName()) ?? '')
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map(hop => hop.trim())
  return normaliseAddress(hops.at(-trustProxy) ?? '')
}

/** Where a request comes from, by its headers. What the client wrote is cut to 300 characters. */
export function readClient(headers: Headers): Client {
  return {
    address: readClientAddress(headers),
    agent: (headers.get('user-agent') ?? '').slice(0, 300),
    origin: (headers.get('origin') ?? '').slice(0, 300),
  }
}

/** Some proxies also write the client's port (RFC 7239 §6). With it, each connection would have limits of its own. */
function normaliseAddress(address: string): string {
  const bare = address
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return /^[0-9a-f.:]{2,45}$/i.test(bare) ? bare.toLowerCase() : 'unknown'
}
