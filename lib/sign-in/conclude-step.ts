import type { Beginner } from '#lib/ceremony/beginner.ts'
import {
  advanceCeremony,
  beginCeremony,
  type Ceremony,
  type Claimant,
} from '#lib/ceremony/ceremony.ts'
import { judgeProofs } from '#lib/ceremony/policy.ts'
import { type KeptProof, listOwnWays } from '#lib/ceremony/proofs.ts'
import { SecondFactorRequired } from '#lib/ceremony/second-factor-required.ts'
import type { Client } from '#lib/http/client-address.ts'
import type { UserRow } from '#lib/identity/user-row.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import type { Way } from '#lib/proofs/way.ts'
import type { OpenSession } from '#lib/sessions/open-session.ts'
import { startSession, type WantedSession } from './start-session.ts'

/** The session that somebody wants to sign in to, and whether on our own pages. */
export type WantedSignIn = WantedSession & { onPage?: boolean }

/** The session that a sign-in has started, and its user. */
export type SignedIn = { user: UserRow; session: OpenSession }

/** What a user has proved so far, and the ceremony that they go on with, by the secret that names it. */
type Progress = {
  proofs: readonly KeptProof[]
  ceremony?: Ceremony & { secret: string }
}

/**
 * Ends a step of a sign-in in which a proof was made: starts the session if the proofs are enough.
 * @returns null if the user has changed since they began, or if somebody else has gone on with the ceremony.
 * @throws SecondFactorRequired if more is needed; Problem 429 `limited`.
 */
export async function concludeStep(
  user: Claimant,
  { proofs, ceremony }: Progress,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn | null> {
  const ways = await listOwnWays(user, proofs)
  const judgement = judgeProofs({ ways }, proofs, { purpose: 'sign_in' })
  if ('missing' in judgement) {
    const secret = ceremony
      ? (await advanceCeremony(ceremony, proofs)) && ceremony.secret
      : await begin(user, proofs, client, wanted)
    return secret ? ask(user, secret, judgement.missing, ways) : null
  }
  const session = await startSession(user, client, wanted, { proofs, ceremony: ceremony ?? null })
  if (!session) return null
  const { version: _, ...row } = user
  return { session, user: { ...row, lastSignInAt: session.startedAt } }
}

/** Who begins such a sign-in, and alone may go on with it. */
export function toBeginner(
  client: Client,
  { kind, onPage = false, jkt = null }: WantedSignIn,
): Beginner {
  return { place: onPage ? 'page' : kind, client, jkt }
}

async function begin(
  user: Claimant,
  proofs: readonly KeptProof[],
  client: Client,
  wanted: WantedSignIn,
): Promise<string> {
  await takeAttempt('secondFactorBegun', String(user.id))
  return beginCeremony(user, proofs, toBeginner(client, wanted), wanted.replaces ?? null)
}

async function ask(
  user: Claimant,
  secret: string,
  missing: readonly string[],
  ways: readonly Way[],
): Promise<never> {
  const way = ways.find(({ name }) => name === missing[0])
  if (!way) throw new Error(`${user.id} has no way that would be enough to sign in.`)
  const question = { ...(await way.begin(user)), others: missing.slice(1) }
  throw new SecondFactorRequired(secret, missing, question)
}
