import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { Problem } from '#lib/http/problem.ts'
import { findRequestContext, runInRequest } from '#lib/http/request-context.ts'
import { logError } from '#lib/runtime/log.ts'
import { logRequest } from '#lib/server/request-log.ts'
import { findUnavailableProblem } from '#lib/server/unavailable.ts'
import { refuseForeignForm } from './form.ts'

/**
 * Does what a form asks for, in the course of its request: what happens is recorded as coming from it, and the
 * log has a line. A form that another site sent is refused.
 * @param route the pattern of the page's address.
 * @throws Problem 403 for a foreign form, 503 for a database that does not answer or takes no writes, and whatever
 *   else `act` throws.
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
      const busy = findUnavailableProblem(error)
      if (busy) logError('form failed', error, { route, requestId: findRequestContext()?.id ?? '' })
      status = statusOf(busy ?? error)
      throw busy ?? error
    } finally {
      logRequest({ method: 'POST', route, status, started })
    }
  })
}

/** What Next throws is no fault: it leads to another page. */
function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.status
  try {
    unstable_rethrow(error)
  } catch {
    return 303
  }
  return 500
}
