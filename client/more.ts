type More = typeof import('./sign-in/module.ts')

declare const MORE_VERSION: string

let loading: Promise<More> | undefined

/**
 * Loads what only pages need that sign people in by `signIn`: the file beside this module, of the same version where
 * the page has pinned that. After a failure the next call tries again.
 */
export function loadMore(): Promise<More> {
  const here = new URL(import.meta.url)
  const url = new URL('/client-sign-in.js', here)
  if (here.search) url.searchParams.set('v', MORE_VERSION)
  loading ??= import(/* @vite-ignore */ url.href).catch(error => {
    loading = undefined
    throw error
  })
  return loading as Promise<More>
}
