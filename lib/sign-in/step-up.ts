import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

/** How long a proof of one's password is good for what is sensitive, in seconds. */
export const PROOF_MAX_AGE_SECONDS = 600

/**
 * Lets a viewer pass whose password was asked for within the last ten minutes, when they signed in or since
 * (ASVS v5.0.0-7.5.1, 7.5.3).
 * @throws Problem 401 `step_up_required`, as RFC 9470 §3 words it for programs; the session stays as it is.
 */
export function requireProof(viewer: Viewer): void {
  if (Date.now() < +computeProofExpiry(viewer)) return
  const challenge = `Bearer error="insufficient_user_authentication", error_description="The password must have been asked for within ${PROOF_MAX_AGE_SECONDS} seconds", max_age="${PROOF_MAX_AGE_SECONDS}"`
  throw new Problem(
    401,
    'step_up_required',
    'Enter your password once more: it was asked for more than ten minutes ago.',
    { headers: [['WWW-Authenticate', challenge]] },
  )
}

/** Until when the last proof of the viewer's password is good. */
export function computeProofExpiry({ provenAt }: Pick<Viewer, 'provenAt'>): Date {
  return new Date(+provenAt + PROOF_MAX_AGE_SECONDS * 1000)
}
