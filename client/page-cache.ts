import { waitUntilAborted } from './alone.ts'
import type { User } from './client.d.ts'
import type { Holder } from './holder.ts'

/** How long a page from the cache stays invisible while the server does not say who is signed in. */
const RESTORE_TIMEOUT_MS = 5000

/**
 * Asks again who is signed in when Back brings this page from the browser's back/forward cache (HTML standard, "page
 * show"): it comes as it was left, and heard of no sign-out since. Until the answer it is invisible.
 */
export function watchPageCache(holder: Holder, restore: () => Promise<User | null>): void {
  addEventListener('pagehide', ({ persisted }) => {
    if (persisted && holder.user) setInvisible(true)
  })
  addEventListener('pageshow', async ({ persisted }) => {
    if (!persisted) return
    if (holder.user !== undefined) {
      const signal = AbortSignal.timeout(RESTORE_TIMEOUT_MS)
      const restored = holder.catchUp().then(restore)
      await waitUntilAborted(restored, signal).catch(() => holder.forget())
    }
    setInvisible(false)
  })
}

/** The layout and the scroll position stay. Children may set their own visibility, so opacity hides them, too. */
function setInvisible(invisible: boolean): void {
  const { style } = document.documentElement
  style.visibility = invisible ? 'hidden' : ''
  style.opacity = invisible ? '0' : ''
}
