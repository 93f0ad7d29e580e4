import type { ProblemCode } from '#lib/http/problem-codes.ts'
import type { Success } from './operation.ts'

/** What every download adds to its operation: the answer to a browser whose proof is too old. */
export const STEP_UP_REDIRECT: Success = {
  what: 'A browser that opens this as a page, and whose proof is too old, is sent to the page that asks for the password.',
  headers: ['Location'],
}

/** Why a download is refused for the page that asks for it. */
export const FOREIGN_DOWNLOAD: readonly ProblemCode[] = [
  'origin_not_allowed',
  'origin_bearer_only',
  'cross_site',
]
