// Next replaces the text of NEXT_RUNTIME in a build, which leaves out of the edge what only Node can run. So this file
// reads it, and not lib/env.

/** Runs once when a Next host starts. The edge runtime has nothing to start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { after } = await import('next/server')
    const { startOnNext } = await import('#lib/server/start-on-next.ts')
    await startOnNext(after)
  }
}

/**
 * Logs an error in a page or its form. `routePath` is a pattern such as `/users/[uid]`, `digest` the number that
 * app/error.tsx shows.
 */
export async function onRequestError(
  error: { digest?: string },
  { method }: { method: string },
  { routePath }: { routePath: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logError } = await import('#lib/runtime/log.ts')
    logError('page failed', error, { method, route: routePath, number: error.digest ?? null })
  }
}
