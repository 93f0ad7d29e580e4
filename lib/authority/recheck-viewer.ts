import { includesAccess } from '#lib/cors/access.ts'
import { Problem } from '#lib/http/problem.ts'
import { NO_SESSION, type Viewer } from '#lib/identity/viewer.ts'
import { findLiveSession } from './live-session.ts'
import { findAskingPage, makeAccessProblem } from './page-access.ts'

/**
 * Reads the viewer's rights again, for work that goes on after its request was let in: each page of an export, each
 * user of a bulk change, each batch of an import, what waits for a hash or an upload. A viewer who was signed out,
 * disabled or given another role since then gets no further, nor does a page whose entry grants less than then (ASVS
 * v5.0.0-8.3.2).
 * @throws Problem 401 `token_invalid` if the session is over, 403 `insufficient_role` if the role has changed, 403
 *   `origin_access`.
 */
export async function recheckViewer(viewer: Viewer): Promise<void> {
  const lost = await findLostRights(viewer)
  if (lost) throw lost
}

/** The same for work that reports a refusal instead of ending with it: why the viewer gets no further, or null. */
export async function findLostRights(viewer: Viewer): Promise<Problem | null> {
  if (viewer.sessionId === NO_SESSION) return null
  const row = await findLiveSession(viewer.sessionId, viewer.id)
  if (!row) {
    return new Problem(401, 'token_invalid', 'Your session ended before this was finished.')
  }
  if (row.role !== viewer.role) {
    return new Problem(403, 'insufficient_role', 'Your role changed before this was finished.')
  }
  const { page } = viewer
  const now = page && findAskingPage('', [page.origin])
  return page && now && !includesAccess(now.access, page.access)
    ? makeAccessProblem(now, page.access)
    : null
}
