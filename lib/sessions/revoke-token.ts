import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { readIssuedToken } from './access-token.ts'
import { sessionEnd } from './end-sessions.ts'
import { listRefreshTokenHashes } from './refresh-token.ts'
import { verifyToken } from './token.ts'

/**
 * Ends the session of an access or refresh token; whoever has the token may do this, as the client that it was given to.
 * All tokens of the session are refused from now on (RFC 7009 §2.1). An unknown token counts as revoked (§2.2).
 * @param authenticate finds out which OAuth client asks, '' for none where none is needed.
 * @throws OAuthProblem `invalid_grant` for the token of another client.
 */
export async function revokeToken(
  token: string,
  authenticate: (isNeeded: boolean) => Promise<string>,
): Promise<void> {
  const sessionId = await findSessionId(token)
  const session =
    sessionId &&
    (await awaitInTime(
      db().session.findUnique({
        where: { id: sessionId, revokedAt: null },
        select: { clientId: true, user: { select: { id: true, uid: true } } },
      }),
    ))
  const clientId = session && session.clientId === '' ? '' : await authenticate(Boolean(session))
  if (!session) return
  if (session.clientId !== clientId) {
    throw new OAuthProblem('invalid_grant', 'This token was given to another client.')
  }
  await db().$transaction([
    sessionEnd({ id: sessionId }),
    auditInsert({ action: 'token_revoke', result: 'ok', actor: session.user }),
  ])
}

async function findSessionId(token: string): Promise<string | undefined> {
  const claims = (await verifyToken(token)) ?? (await readIssuedToken(token))?.claims
  if (claims) return claims.sessionId
  const link = await awaitInTime(
    db().refreshToken.findFirst({
      where: { id: { in: listRefreshTokenHashes(token) } },
      select: { sessionId: true },
    }),
  )
  return link?.sessionId
}
