import { recordEvent } from '#lib/audit/record-event.ts'
import type { Client } from '#lib/clients/client.ts'
import type { Client as Sender } from '#lib/http/client-address.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidRequest, invalidTarget } from '#lib/http/parameters.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { makeTokenAnswer, type TokenAnswer } from '#lib/sessions/bearer-session.ts'
import { openSession } from '#lib/sessions/open-session.ts'
import { readResource } from '#lib/sessions/resource.ts'
import { codeSpend, endReplayedCode, type Grant, readCode } from './code.ts'
import { signIdToken } from './id-token.ts'
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
 * Changes a code for the tokens of a new session, which hangs on the person's own (RFC 6749 §4.1.3, OpenID Connect
 * Core §3.1.3). A code is for one client, used once; a second use ends the session of the first.
 * @throws OAuthProblem `invalid_grant`, `invalid_request`, `invalid_target`; Problem 429 `limited`.
 */
export async function exchangeCode(
  client: Client,
  terms: CodeTerms,
  sender: Sender,
): Promise<TokenAnswer> {
  const { code, jkt } = terms
  if (!code) throw invalidRequest('This grant needs code.')
  const grant = await readCode(code)
  const refusal = grant ? findRefusal(grant, client, terms) : 'unknown_code'
  if (grant && refusal === 'used') await endReplayedCode(grant.id)
  if (!grant || refusal) return refuse(grant, refusal ?? 'unknown_code', sender)
  const { user, session: parent, scope, resource, nonce } = grant
  if (terms.resource !== undefined && readResource(terms.resource) !== resource) {
    throw invalidTarget()
  }
  await takeAttempt('token', String(user.id))
  const session = await openSession(user, sender, {
    kind: 'bearer',
    parent,
    resource,
    grant: { clientId: client.id, scope, jkt, amr: parent.amr },
    alongside: issuedId => [codeSpend(grant.id, issuedId)],
    event: {
      action: 'token_issue',
      result: 'ok',
      actor: { id: user.id, uid: user.uid },
      target: { uid: client.id },
      detail: { grant: 'authorization_code', scope, ...(resource && { resource }) },
    },
  })
  // Somebody was quicker with this code, or has just ended the person's session.
  if (!session) {
    await endReplayedCode(grant.id)
    return refuse(grant, 'used', sender)
  }
  noteUser(user)
  const asked = { id: client.id, scope }
  const tokens = await makeTokenAnswer(user, { ...session, resource, client: asked, jkt })
  if (!scope.split(' ').includes('openid')) return tokens
  const signedIn = {
    userId: user.id,
    sessionId: parent.id,
    provenAt: parent.provenAt,
    amr: parent.amr,
    nonce,
  }
  return { ...tokens, id_token: await signIdToken(client, signedIn, tokens.access_token) }
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
