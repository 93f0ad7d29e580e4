/**
 * The headers about the client and the host, with values for `proxy_set_header`. nginx sets them itself and ignores
 * those of clients, so that TRUST_PROXY=1 is safe (ASVS v5.0.0-4.1.3).
 */
export function buildForwardedHeaders({ host, protocol }: URL): [name: string, value: string][] {
  return [
    ['Host', host],
    ['X-Forwarded-For', '$remote_addr'],
    ['X-Forwarded-Proto', protocol.slice(0, -1)],
    ['X-Forwarded-Host', host],
    ['X-Real-IP', '$remote_addr'],
    // By default nginx sends `close`, and the server would close each connection.
    ['Connection', '""'],
  ]
}

/**
 * Headers that nginx removes from every request, because no client may set them: about forwarding, about the original
 * URL, and all internal headers of Next's middleware and router. nginx can only remove headers by their full names.
 */
export const CLEARED_HEADERS: readonly string[] = [
  'Forwarded',
  'Upgrade',
  'Via',
  'X-Forwarded',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Server',
  'X-Original-URL',
  'X-Rewrite-URL',
  'Next-Resume',
  'X-Action-Forwarded',
  'X-Action-Redirect',
  'X-Action-Revalidated',
  'X-Invocation-Id',
  'X-Matched-Path',
  'X-Middleware-Cache',
  'X-Middleware-Next',
  'X-Middleware-Override-Headers',
  'X-Middleware-Prefetch',
  'X-Middleware-Redirect',
  'X-Middleware-Refresh',
  'X-Middleware-Request',
  'X-Middleware-Rewrite',
  'X-Middleware-Set-Cookie',
  'X-Middleware-Skip',
  'X-Middleware-Subrequest',
  'X-Next-Cache-Tags',
  'X-Next-Resume-State-Length',
  'X-Next-Revalidate-Tag-Token',
  'X-Next-Revalidated-Tags',
  'X-Nextjs-Action-Not-Found',
  'X-Nextjs-Cache',
  'X-Nextjs-Data',
  'X-Nextjs-Deployment-Id',
  'X-Nextjs-Html-Request-Id',
  'X-Nextjs-Matched-Path',
  'X-Nextjs-Postponed',
  'X-Nextjs-Prerender',
  'X-Nextjs-Redirect',
  'X-Nextjs-Request-Id',
  'X-Nextjs-Rewrite',
  'X-Nextjs-Rewritten-Path',
  'X-Nextjs-Rewritten-Query',
  'X-Nextjs-Stale-Time',
  'X-Now-Route-Matches',
  'X-Prerender-Revalidate',
  'X-Prerender-Revalidate-If-Generated',
]
