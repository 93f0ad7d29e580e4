import { recordEvent } from '#lib/audit/record-event.ts'
import { tryWays } from '#lib/ceremony/proofs.ts'
import type { Client } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { takeSignInAttempt } from '#lib/limits/sign-in-limits.ts'
import { runCountedSignIn } from '#lib/metrics/count-sign-in.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { listWays } from '#lib/ways/registry.ts'
import { concludeStep, type SignedIn, type WantedSignIn } from './conclude-step.ts'
import { findBudget, findClaimant } from './find-claimant.ts'

type Credentials = { uid: string; password: string }

/**
 * Proves who somebody is by user ID, or verified e-mail address, and password, and starts their session, or a ceremony where that is not enough.
 *
 * An unknown user ID, a wrong password and a disabled user get the same answer after one evaluated hash, so that nobody
 * learns which user IDs exist (ASVS v5.0.0-6.3.8). An attempt is counted before the password is evaluated, and given
 * back if the password was right.
 * @throws SecondFactorRequired; Problem 401 `invalid_credentials`, 429 `limited`, 503 `hash_queue_full`.
 */
export function signIn(
  credentials: Credentials,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn> {
  return runCountedSignIn(() => prove(credentials, client, wanted))
}

async function prove(
  { uid, password }: Credentials,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn> {
  const budget = await findBudget(uid)
  const attempt = await takeSignInAttempt(budget, client.address, wanted.replaces ?? null)
  const { found, proof } = await judgeCredentials(uid, password).catch(async error => {
    await attempt.unjudged()
    throw error
  })
  if (!found || !proof || found.disabled) {
    recordRefusedSignIn(found, proof !== null)
    throw new Problem(401, 'invalid_credentials', 'Invalid user id or password')
  }
  await attempt.succeeded()
  await proof.settle()
  const signedIn = await concludeStep(found, { proofs: [proof.kept] }, client, wanted)
  // The user has changed while the password was compared, so the password may be another one now.
  return signedIn ?? prove({ uid, password }, client, wanted)
}

/**
 * Audits a refused sign-in. Names the user only if they exist, because people type passwords into the wrong field. Not
 * awaited, because an answer must not take longer for an existing user.
 */
function recordRefusedSignIn(target: { id: number; uid: string } | null, proven: boolean): void {
  const detail = { reason: proven && target ? 'disabled' : 'invalid' }
  void recordEvent({ action: 'sign_in', result: 'refused', actor: null, target, detail })
}

async function judgeCredentials(identifier: string, password: string) {
  await yieldToEventLoop()
  const found = await findClaimant(identifier)
  return { found, proof: await tryWays(listWays(), found, { password }) }
}
