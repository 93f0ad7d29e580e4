import { recordCrossSite } from '#lib/audit/cross-site.ts'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { judgeCrossSite, judgeDownload } from '#lib/cors/csrf.ts'
import { Problem } from '#lib/http/problem.ts'
import { reloadOriginsAfterSleep } from '#lib/origins/follow-origins.ts'

/** Refuses a request of another site that would change something. @throws Problem 403. */
export function refuseCrossSite(request: Request): Promise<void> {
  return refuse(
    request,
    () => judgeCrossSite(readCorsPolicy(), request.method, request.headers),
    'change anything here',
  )
}

/**
 * Refuses to give a file to a browser that another site sends here, for example by a link (ASVS v5.0.0-3.5.1).
 * @throws Problem 403.
 */
export function refuseForeignDownload(request: Request): Promise<void> {
  return refuse(
    request,
    () => judgeDownload(readCorsPolicy(), request.headers),
    'download files from here',
  )
}

async function refuse(
  request: Request,
  judge: () => ReturnType<typeof judgeCrossSite>,
  act: string,
): Promise<void> {
  if (!judge()) return
  await reloadOriginsAfterSleep()
  const reason = judge()
  if (!reason) return
  recordCrossSite(reason)
  const origin = request.headers.get('origin') ?? 'another site'
  const message =
    reason === 'origin_bearer_only'
      ? `Requests from ${origin} must carry a bearer token, and no cookie.`
      : `Requests from ${origin} may not ${act}.`
  throw new Problem(403, reason, message)
}
