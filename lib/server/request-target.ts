import type { IncomingMessage } from 'node:http'
import { isLoopback } from '#lib/cors/origin.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'

/** The target of an OPTIONS request that asks about the server as a whole (RFC 9112 §3.2.4). */
export const ASTERISK = '*'

// The absolute form (RFC 9112 §3.2.2), in two groups: the authority, and the rest.
const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)(.*)$/i

/** The path of a request, without its query. */
export function readPath(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? ''
}

/**
 * Turns a target in absolute form, `GET http://localhost:3000/healthz`, into the path and the `Host` that it stands
 * for: a server must accept it, and must ignore the `Host` beside it (RFC 9112 §3.2.2). A target that names another
 * server stays as it is, and `findTargetProblem` refuses it.
 */
export function settleTarget(req: IncomingMessage): void {
  const { url = '' } = req
  if (url.startsWith('/')) return
  const [, authority, rest = ''] = ABSOLUTE_FORM.exec(url) ?? []
  if (authority === undefined || !isOwnAuthority(authority)) return
  req.url = rest.startsWith('/') ? rest : `/${rest}`
  req.headers.host = authority.toLowerCase()
}

/**
 * Whether an authority names this server: the host of PUBLIC_URL, HOST, or loopback. The port of a loopback name may be
 * any, since the client may see another one than the server: a container's, or that of a tunnel.
 */
function isOwnAuthority(authority: string): boolean {
  const url = URL.parse(`http://${authority}`)
  if (!url || authority.includes('@')) return false
  const { publicUrl, host, port } = env()
  const named = [publicUrl.host, `${host}:${port}`]
  return isLoopback(url.hostname) || named.includes(authority.toLowerCase())
}

// A client that sends one has not resolved its path (RFC 3986 §5.2.4). Browsers always do.
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/**
 * Why a target is refused before any route sees it, or null. A path that hosts, proxies and routers could read
 * differently is refused, not tidied up.
 */
export function findTargetProblem(req: IncomingMessage): Problem | null {
  if (hasSeveralHosts(req)) {
    return new Problem(400, 'unreadable_request', 'The request has more than one Host.')
  }
  const path = readPath(req)
  if (path === ASTERISK && req.method === 'OPTIONS') return null
  if (ABSOLUTE_FORM.test(path)) {
    return new Problem(421, 'misdirected_request', 'This server is not the one in the address.')
  }
  const wellFormed = path.startsWith('/') && !path.includes('//') && !/[\\#\0-\x20\x7f]/.test(path)
  if (wellFormed && !DOT_SEGMENT.test(path) && isDecodable(path)) return null
  return new Problem(400, 'malformed_path', 'The address is malformed.')
}

/** Whether each %-escape of a path stands for UTF-8, and none for NUL. */
export function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

/** Whether a request names its host more than once: a proxy may have believed another one (RFC 9112 §3.2). */
function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') count++
  }
  return count > 1
}
