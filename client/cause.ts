import { AuthError } from './auth-error.ts'

/**
 * Finds out why a request to `server` got no answer. Browsers do not tell pages (Fetch #concept-network-error), but
 * the page can try other requests: /client.js is for all pages, /api/id for those of allowed origins.
 * @returns null when this page may send requests, but not with cookies.
 */
export async function findCause(
  server: string,
  credentials: RequestCredentials,
): Promise<AuthError | null> {
  const answers = (path: string, credentials: RequestCredentials) =>
    fetch(server + path, { method: 'HEAD', cache: 'no-store', credentials }).then(
      () => true,
      () => false,
    )
  if (!(await answers('/client.js', 'omit'))) {
    return new AuthError('server_down', `${server} does not answer. Try again soon.`)
  }
  if (await answers('/api/id', credentials)) {
    const why =
      'The connection broke, or the server does not allow this method or header for pages.'
    return new AuthError('request_failed', why)
  }
  if (credentials === 'include' && (await answers('/api/id', 'omit'))) return null
  return new AuthError(
    'origin_not_allowed',
    `${server} does not allow pages of ${location.origin}. An administrator can, at ${server}/origins`,
  )
}
