import { isLoopback } from '#lib/cors/origin.ts'
import { isWebOrigin } from './site.ts'

/**
 * The same page by the name of this machine that the server has, if page and server are on it under two names:
 * `localhost` and `127.0.0.1` are two sites. Null for all other pages.
 */
export function findNeighbour(origin: string, server: URL): string | null {
  if (!isWebOrigin(origin)) return null
  const page = new URL(origin)
  const isPair = isLoopback(page.hostname) && isLoopback(server.hostname)
  if (!isPair || page.hostname === server.hostname) return null
  page.hostname = server.hostname
  return page.origin
}

/** Whether a host is on this machine or, by its address or name, on a local network. */
function isLocal({ hostname }: URL): boolean {
  return (
    isLoopback(hostname) ||
    hostname.endsWith('.local') ||
    /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/.test(hostname) ||
    /^\[f(?:[cd]|e[89ab])/.test(hostname)
  )
}

/** Whether Chrome asks the user before a page of `origin` may call `server`: from the internet to a local network. */
export function asksForLocalNetwork(origin: string, server: URL): boolean {
  return isWebOrigin(origin) && isLocal(server) && !isLocal(new URL(origin))
}
