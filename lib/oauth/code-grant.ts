import type { Client } from '#lib/clients/client.ts'
import type { Client as Sender } from '#lib/http/client-address.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { makeTokenAnswer, type TokenAnswer } from '#lib/sessions/bearer-session.ts'
import { openSession } from '#lib/sessions/open-session.ts'
import { codeSpend } from './code.ts'
import { signIdToken } from './id-token.ts'
import { type CodeTerms, judgeCode, refuseUsedCode } from './judge-code.ts'

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
  const { jkt } = terms
  const grant = await judgeCode(client, terms, sender)
  const { user, session: parent, scope, resource, nonce } = grant
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
  if (!session) return refuseUsedCode(grant, sender)
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
