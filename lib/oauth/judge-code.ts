import { recordEvent } from '#lib/audit/record-event.ts'
import type { Client } from '#lib/clients/client.ts'
import type { Client as Sender } from '#lib/http/client-address.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidRequest, invalidTarget } from '#lib/http/parameters.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { readResource } from '#lib/sessions/resource.ts'
import { endReplayedCode, type Grant, readCode } from './code.ts'
import { isVerifierOf } from './pkce.ts'

/** What a client sends for a code, and the key whose proof came along. */
export type CodeTerms = {
  code?: string | undefined
  redirect_uri?: string | undefined
  code_verifier?: string | undefined
  resource?: string | undefined
  jkt: string | null
}

/** Why a code is not changed for tokens; all of it is one answer to the client. */
type Refusal =
  | 'unknown_code'
  | 'other_client'
  | 'used'
  | 'expired'
  | 'session_over'
  | 'other_address'
  | 'other_verifier'
  | 'other_key'

/**
 * Finds what the client is given for a code (RFC 6749 §4.1.3). A second use ends the session of the first.
 * @throws OAuthProblem `invalid_grant`, `invalid_request`, `invalid_target`; Problem 429 `limited`.
 */
export async function judgeCode(client: Client, terms: CodeTerms, sender: Sender): Promise<Grant> {
  if (!terms.code) throw invalidRequest('This grant needs code.')
  const grant = await readCode(terms.code)
  const refusal = grant ? findRefusal(grant, client, terms) : 'unknown_code'
  if (!grant || refusal) return refuse(grant, refusal ?? 'unknown_code', sender)
  if (terms.resource !== undefined && readResource(terms.resource) !== grant.resource) {
    throw invalidTarget()
  }
  await takeAttempt('token', String(grant.user.id))
  return grant
}

/** Refuses a code that somebody else was quicker with, or whose person has just signed out. */
export function refuseUsedCode(grant: Grant, sender: Sender): Promise<never> {
  return refuse(grant, 'used', sender)
}

function findRefusal(grant: Grant, client: Client, terms: CodeTerms): Refusal | null {
  const { session, user } = grant
  const now = Date.now()
  if (grant.clientId !== client.id) return 'other_client'
  if (grant.usedAt !== null) return 'used'
  if (+grant.expiresAt <= now) return 'expired'
  if (user.disabled || session.revokedAt !== null || +session.expiresAt <= now) {
    return 'session_over'
  }
  const { redirect_uri: address } = terms
  if (address !== undefined && address !== grant.address) return 'other_address'
  if (!isProved(grant, client, terms.code_verifier)) return 'other_verifier'
  return grant.jkt !== null && grant.jkt !== terms.jkt ? 'other_key' : null
}

/** PKCE as it was begun: a verifier without a challenge is a downgrade, too (RFC 9700 §2.1.1, §4.8.2). */
function isProved({ challenge }: Grant, { pkce }: Client, verifier: string | undefined): boolean {
  if (challenge === null) return !pkce && verifier === undefined
  return verifier !== undefined && isVerifierOf(challenge, verifier)
}

async function refuse(grant: Grant | null, reason: Refusal, sender: Sender): Promise<never> {
  if (grant && reason === 'used') await endReplayedCode(grant.id)
  await takeAttempt('tokenAddress', sender.address)
  await recordEvent({
    action: 'token_issue',
    result: 'refused',
    actor: null,
    target: grant && { id: grant.user.id, uid: grant.user.uid },
    detail: { grant: 'authorization_code', reason },
  })
  throw new OAuthProblem('invalid_grant', 'This code is not valid. Ask for a new one.')
}
