import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Said } from './authorization-response.ts'
import { issueCode } from './code.ts'

/** Grants `request`, for which nothing is missing any more: a code, or why there is none just now. */
export async function grantCode(viewer: Viewer, request: AuthorizationRequest): Promise<Said> {
  try {
    await takeAttempt('code', String(viewer.id))
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'limited') throw error
    return { error: 'temporarily_unavailable', description: error.message }
  }
  return { code: await issueCode(viewer, request) }
}
