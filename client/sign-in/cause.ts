import { AuthError, makeSilentError } from '../auth-error.ts'

/**
 * Finds out why a request to `server` got no answer. Browsers do not tell pages (Fetch #concept-network-error), but
 * the page can try other requests: /client.js is for all pages, /api/id for those of allowed origins.
 * @returns null when this page may send requests, but not with cookies.
 */
export async function findCause(
  server: string,
  credentials: RequestCredentials,
): Promise<AuthError | null> {
  const nowhere = describeNoOrigin()
  if (nowhere) return new AuthError('origin_not_allowed', nowhere)
  const answers = (path: string, credentials: RequestCredentials) =>
    fetch(server + path, { method: 'HEAD', cache: 'no-store', credentials }).then(
      () => true,
      () => false,
    )
  if (!(await answers('/client.js', 'omit'))) {
    return makeSilentError(server)
  }
  if (await answers('/api/id', credentials)) {
    const why = 'The connection broke, or the server does not allow this method or header.'
    return new AuthError('request_failed', why)
  }
  if (credentials === 'include' && (await answers('/api/id', 'omit'))) return null
  return new AuthError(
    'origin_not_allowed',
    `${server} does not allow pages of ${location.origin}. An administrator can, at ${server}/origins${describeTwoSites(server)}`,
  )
}

/** Why this page has no origin that a server could allow. */
function describeNoOrigin(): string | undefined {
  if (location.protocol === 'file:') {
    return 'This page is a file. Serve its folder over http: npx serve -l 4100'
  }
  if (self.origin === 'null') return 'This page is in a sandboxed frame.'
  return
}

/** What to write where the page and the server have two names of one machine; empty elsewhere. */
export function describeTwoSites(server: string): string {
  const { hostname } = new URL(server)
  const local = /^(localhost|127\..*|\[::1])$/
  if (
    hostname === location.hostname ||
    ![hostname, location.hostname].every(name => local.test(name))
  ) {
    return ''
  }
  const page = new URL(location.href)
  page.hostname = hostname
  return `. ${location.hostname} and ${hostname} are two sites: open this page at ${page.origin}`
}
