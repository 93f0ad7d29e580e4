import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Client as Sender } from '#lib/http/client-address.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidTarget } from '#lib/http/parameters.ts'
import { noteUser } from '#lib/http/request-context.ts'
import type { UserRow } from '#lib/identity/user-row.ts'
import { openSession } from '#lib/sessions/open-session.ts'
import { authenticateClient } from './client-authentication.ts'
import { codeSpend, type Grant } from './code.ts'
import { judgeCode, refuseUsedCode } from './judge-code.ts'

/** What a page sends for a code. */
type PageTerms = { client_id: string; code: string | undefined; code_verifier: string | undefined }

/** The session whose cookie the page gets. */
type CookieSession = { sessionId: string; expiresAt: Date }

/**
 * Changes a code for a session whose cookie no script of the page can read (RFC 10017 §6.1): it hangs on the person's
 * own. Where the browser sends the cookie of that one to this page, too, the page needs no other.
 * @param before the session of the cookie that came along.
 * @throws OAuthProblem `invalid_client`, `invalid_grant`, `invalid_target`, `unauthorized_client`; Problem 429 `limited`.
 */
export async function signInByCode(
  request: Request,
  { client_id, code, code_verifier }: PageTerms,
  sender: Sender,
  before: string | null,
): Promise<{ user: UserRow; session: CookieSession }> {
  const client = await authenticateClient(request, { client_id })
  if (client.kind !== 'origin') {
    throw new OAuthProblem(
      'unauthorized_client',
      'Only the page of an allowed origin gets a cookie.',
    )
  }
  const grant = await judgeCode(client, { code, code_verifier, jkt: null }, sender)
  // The cookie is for this server.
  if (grant.resource !== '') throw invalidTarget()
  const session =
    grant.session.id === before
      ? await keepSession(grant)
      : await openCookieSession(grant, sender, before)
  if (!session) return refuseUsedCode(grant, sender)
  noteUser(grant.user)
  return { user: grant.user, session }
}

function openCookieSession(grant: Grant, sender: Sender, before: string | null) {
  const { user, session: parent, clientId, scope } = grant
  return openSession(user, sender, {
    kind: 'cookie',
    parent,
    replaces: before,
    grant: { clientId, scope, jkt: null, amr: parent.amr },
    alongside: issuedId => [codeSpend(grant.id, issuedId)],
    event: buildEvent(grant),
  })
}

/** Spends the code, of which nothing comes. @returns null if somebody else was quicker. */
async function keepSession(grant: Grant): Promise<CookieSession | null> {
  try {
    await awaitInTime(
      db().$transaction([codeSpend(grant.id, null), auditInsert(buildEvent(grant))]),
    )
  } catch (error) {
    if (isMissingRow(error)) return null
    throw error
  }
  return { sessionId: grant.session.id, expiresAt: grant.session.expiresAt }
}

function buildEvent({ user, clientId, scope }: Grant) {
  return {
    action: 'token_issue',
    result: 'ok',
    actor: { id: user.id, uid: user.uid },
    target: { uid: clientId },
    detail: { grant: 'authorization_code', scope, kind: 'cookie' },
  } as const
}
