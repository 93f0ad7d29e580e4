import { waitUntilAborted } from '../alone.ts'
import type { SignOutOptions } from '../client.d.ts'
import type { Link } from '../link.ts'

/** How often to look whether the window is closed. */
const LOOK_MS = 500

/**
 * Leads the person to the server's page that signs them out there (RP-Initiated Logout 1.0): in `popup`, which closes
 * when that is done, or in the place of this page, which comes back.
 */
export async function signOutAtServer(
  { server }: Link,
  popup: Window | null,
  { signal }: SignOutOptions,
): Promise<void> {
  signal?.throwIfAborted()
  const url = new URL('/logout', server)
  url.searchParams.set('client_id', location.origin)
  if (popup) {
    popup.location.href = url.href
    return waitUntilClosed(popup, signal)
  }
  url.searchParams.set('post_logout_redirect_uri', location.origin + location.pathname)
  location.assign(url)
  // The person may come back by Back.
  await waitUntilAborted(
    new Promise(resolve => addEventListener('pageshow', resolve, { once: true })),
    signal,
  )
}

function waitUntilClosed(popup: Window, signal: AbortSignal | null | undefined): Promise<void> {
  let looking: ReturnType<typeof setInterval>
  const closed = new Promise<void>(resolve => {
    looking = setInterval(() => popup.closed && resolve(), LOOK_MS)
  })
  return waitUntilAborted(closed, signal).finally(() => clearInterval(looking))
}
