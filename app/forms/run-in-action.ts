import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { Problem } from '#lib/http/problem.ts'
import { findRequestContext, runInRequest } from '#lib/http/request-context.ts'
import { logError } from '#lib/runtime/log.ts'
import { logRequest } from '#lib/server/request-log.ts'
import { findUnavailableProblem } from '#lib/server/unavailable.ts'
import { refuseForeignForm } from './form.ts'

/**
 * Runs what a form asks for in the context of its request, so that audit events name the client, and writes the
 * request's line in the log. Refuses a form that another site sent.
 * @param route the pattern of the page's address.
 * @throws Problem 403 for a form of another site, 503 if the database does not answer or accepts no writes, and
 *   anything else that `act` throws.
 */
export async function runInAction<T>(
  route: string,
  act: (request: Headers) => Promise<T>,
): Promise<T> {
  const request = await headers()
  const started = performance.now()
  return runInRequest(request, async () => {
    let status = 200
    try {
      refuseForeignForm(request)
      return await act(request)
    } catch (error) {
      const unavailable = findUnavailableProblem(error)
      if (unavailable) {
        logError('form failed', error, { route, requestId: findRequestContext()?.id ?? '' })
      }
      status = findStatus(unavailable ?? error)
      throw unavailable ?? error
    } finally {
      logRequest({ method: 'POST', route, status, started })
    }
  })
}

/** Next throws to redirect, too: that is not a failure. */
function findStatus(error: unknown): number {
  if (error instanceof Problem) return error.status
  try {
    unstable_rethrow(error)
  } catch {
    return 303
  }
  return 500
}
