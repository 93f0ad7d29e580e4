import { AuthError } from './auth-error.ts'

/**
 * Why a request to `server` got no answer. A page is not told (Fetch #concept-network-error), but may see which
 * other requests do: /client.js is for any page, /api/id for allowed ones.
 * @returns null when this page may ask, but not with cookies.
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
    const why = 'The connection broke, or the server allows pages no such method or header.'
    return new AuthError('request_failed', why)
  }
  if (credentials === 'include' && (await answers('/api/id', 'omit'))) return null
  return new AuthError(
    'origin_not_allowed',
    `${server} does not allow pages of ${location.origin}. An administrator can, at ${server}/origins`,
  )
}
