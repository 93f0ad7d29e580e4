import { limitWait, waitUntilAborted } from './alone.ts'
import { makeSilentError } from './auth-error.ts'

declare const MORE_VERSION: string

/** How long the file may take to come. */
const LOAD_TIMEOUT_MS = 15_000

let loading: Promise<unknown> | undefined

/**
 * Loads what a page needs only to sign somebody in, or to find out why it got no answer: the file beside this module,
 * of the same version where the page has pinned that. After a failure the next call tries again. The caller says what it
 * uses of the file, so that nothing here knows what needs the rest of this module.
 * @throws AuthError `server_down`
 */
export function loadMore<More>(): Promise<More> {
  const here = new URL(import.meta.url)
  const url = new URL('/client-sign-in.js', here)
  if (here.search) url.searchParams.set('v', MORE_VERSION)
  loading ??= import(/* @vite-ignore */ url.href).catch(() => {
    loading = undefined
    throw makeSilentError(here.origin)
  })
  return waitUntilAborted(loading as Promise<More>, limitWait(null, LOAD_TIMEOUT_MS))
}
