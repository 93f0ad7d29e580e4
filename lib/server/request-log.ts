import { findRequestContext } from '#lib/http/request-context.ts'
import { logInfo } from '#lib/runtime/log.ts'

type Answered = {
  method: string
  /** The pattern of the path, as `/api/users/[uid]`: an address may name people, and a query hold secrets. */
  route: string
  status: number
  /** When it came, by `performance.now()`. */
  started: number
}

// Asked for every few seconds by balancers and scrapers.
const PROBES = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Logs a request that has its answer: when, which, by whom, how it went and how long it took
 * (ASVS v5.0.0-16.2.1, 16.2.5). Of probes only those that failed.
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
 * The pattern by which a host found `path` (no query) with `params`: `/api/users/toby` with the uid toby is
 * `/api/users/[uid]`. A host that is Next does not tell it. The first name under `/api` is never a parameter.
 * @param params undefined from Next where the path has none.
 */
export function computeRoutePattern(
  path: string,
  params: Record<string, string | string[]> | undefined,
): string {
  const segments = path.split('/').filter(Boolean)
  for (const [name, value] of Object.entries(params ?? {})) {
    // What the catch-all was given is nothing that there is.
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
