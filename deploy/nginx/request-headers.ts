/**
 * What reaches the server of a request's headers on its way, as `proxy_set_header` takes them: who asks for what
 * is said by nginx alone, whatever the client forwards, so that TRUST_PROXY=1 holds (ASVS v5.0.0-4.1.3).
 */
export function buildForwardedHeaders({ host, protocol }: URL): [name: string, value: string][] {
  return [
    ['Host', host],
    ['X-Forwarded-For', '$remote_addr'],
    ['X-Forwarded-Proto', protocol.slice(0, -1)],
    ['X-Forwarded-Host', host],
    ['X-Real-IP', '$remote_addr'],
    // Kept open between requests; without it nginx asks the server to close each connection.
    ['Connection', '""'],
  ]
}

/**
 * What no client may say, to be cleared: how it was forwarded, where it wanted to go, and what Next's middleware
 * and router tell each other. nginx clears only what it names, so this has every such name in Next's source.
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
