import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { ACTS, type Act } from './acts.ts'

/** How long a proof of the password is good for the acts that need one. */
export const PROOF_MAX_AGE_SECONDS = 600

/**
 * Lets a viewer do `act` if they have entered their password within the last ten minutes, at the sign-in or since
 * (ASVS v5.0.0-7.5.1, 7.5.3).
 * @throws Problem 401 `step_up_required`, with the challenge of RFC 9470 §3 for programs. The session goes on.
 */
export function requireProof(viewer: Viewer, act: Act): void {
  if (Date.now() < +computeProofExpiry(viewer)) return
  const needs = `${ACTS[act].what}: the password must have been asked for within ${PROOF_MAX_AGE_SECONDS} seconds`
  const challenge = `Bearer error="insufficient_user_authentication", error_description="${needs}", max_age="${PROOF_MAX_AGE_SECONDS}"`
  throw new Problem(
    401,
    'step_up_required',
    'Enter your password again: you last entered it more than ten minutes ago.',
    { headers: [['WWW-Authenticate', challenge]] },
  )
}

/** When the last proof of the viewer's password expires. */
export function computeProofExpiry({ provenAt }: Pick<Viewer, 'provenAt'>): Date {
  return new Date(+provenAt + PROOF_MAX_AGE_SECONDS * 1000)
}
