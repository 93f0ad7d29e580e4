import type { IncomingMessage, ServerResponse } from 'node:http'
import { incrementMetric, observeDuration } from './tally.ts'

type Answered = { method: string; route: string; status: number; started: number }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Counts a request that has its answer.
 * @param route a pattern or, in round brackets, a kind: never a path, of which there is no end.
 * @param started when it came, by `performance.now()`.
 */
export function countRequest({ method, route, status, started }: Answered): void {
  const verb = METHODS.has(method) ? method : '(other)'
  // A static name that the client has percent-encoded.
  const pattern = route.includes('%') ? '(other)' : route
  incrementMetric('latchkey_http_requests_total', [verb, pattern, String(status)])
  observeDuration('latchkey_http_request_duration_seconds', [verb, pattern], secondsSince(started))
}

/** Counts a request of the kind `route`, which no route file answers, as soon as its answer is sent. */
export function countWhenSent(req: IncomingMessage, res: ServerResponse, route: string): void {
  const started = performance.now()
  const { method = '' } = req
  res.once('finish', () => countRequest({ method, route, status: res.statusCode, started }))
}

/**
 * What answers a path (no query) on a host that is Next alone: a page, a file, or null for a route file, which
 * counts for itself.
 */
export function classifyPath(path: string): '(page)' | '(file)' | null {
  if (/^\/(?:_next\/|icon\.svg$|favicon\.ico$)/.test(path)) return '(file)'
  const own =
    /^\/(?:(?:api|\.well-known)(?:\/.*)?|client\.(?:js|d\.ts)\/?|(?:healthz|readyz|metrics)\/?)$/
  return own.test(path) ? null : '(page)'
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}
