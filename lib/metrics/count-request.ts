import type { IncomingMessage, ServerResponse } from 'node:http'
import { incrementMetric, observeDuration } from './tally.ts'

type Answered = { method: string; route: string; status: number; started: number }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Counts a request that has been answered.
 * @param route the pattern of its route or, in round brackets, its kind: never its path, since the number
 *   of paths is unbounded.
 * @param started when it arrived, by `performance.now()`.
 */
export function countRequest({ method, route, status, started }: Answered): void {
  const verb = METHODS.has(method) ? method : '(other)'
  // The client percent-encoded a static part of the path.
  const pattern = route.includes('%') ? '(other)' : route
  incrementMetric('latchkey_http_requests_total', [verb, pattern, String(status)])
  observeDuration('latchkey_http_request_duration_seconds', [verb, pattern], secondsSince(started))
}

/** Counts a request of the kind `route`, which no route file answers, once its answer is sent. */
export function countWhenSent(req: IncomingMessage, res: ServerResponse, route: string): void {
  const started = performance.now()
  const { method = '' } = req
  res.once('finish', () => countRequest({ method, route, status: res.statusCode, started }))
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}
