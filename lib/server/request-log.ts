import { findRequestContext } from '#lib/http/request-context.ts'
import { logInfo } from '#lib/runtime/log.ts'

type Answered = {
  method: string
  /** The pattern of the path, such as `/api/users/[uid]`: a path may name people, and a query may hold secrets. */
  route: string
  status: number
  /** When the request came, by `performance.now()`. */
  started: number
}

// Load balancers and scrapers ask for these every few seconds.
const PROBES = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Logs a request that was answered: when, which, by whom, the status and the time it took
 * (ASVS v5.0.0-16.2.1, 16.2.5). Logs probes only when they fail.
 */
export function logRequest({ method, route, status, started }: Answered): void {
  if (status < 400 && PROBES.has(route)) return
  const context = findRequestContext()
  logInfo('request', {
    requestId: context?.id ?? null,
    method,
    route,
    status,
    ms: Math.round((performance.now() - started) * 10) / 10,
    user: context?.user?.id ?? null,
  })
}

/** The path in an absolute URL, without its query. */
export function readUrlPath(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  const end = url.indexOf('?', start)
  return url.slice(start, end === -1 ? undefined : end)
}

/**
 * The pattern of the route that matched `path` (no query) with `params`: `/api/users/toby` with the uid toby gives
 * `/api/users/[uid]`. It is computed because Next does not tell it. The first name under `/api` is never a parameter.
 * @param params Next passes undefined when the path has none.
 */
export function computeRoutePattern(
  path: string,
  params: Record<string, string | string[]> | undefined,
): string {
  const segments = path.split('/').filter(Boolean)
  for (const [name, value] of Object.entries(params ?? {})) {
    // Only the catch-all has these parameters, and it answers for paths that do not exist.
    if (Array.isArray(value) || name === '_') return '/api/*'
    const at = segments.findIndex((segment, index) => index > 1 && decodeSegment(segment) === value)
    if (at !== -1) segments[at] = `[${name}]`
  }
  return `/${segments.join('/')}`
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
