import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { verifyBearer } from './access-token.ts'
import { sessionEnd } from './end-sessions.ts'
import { listRefreshTokenHashes } from './refresh-token.ts'

/**
 * Ends the session of an access or refresh token; whoever has the token may do this. All tokens of the session are
 * refused from now on (RFC 7009 §2.1). An unknown token counts as revoked (§2.2).
 */
export async function revokeToken(token: string): Promise<void> {
  const sessionId = await findSessionId(token)
  const session =
    sessionId &&
    (await awaitInTime(
      db().session.findUnique({
        where: { id: sessionId, revokedAt: null },
        select: { user: { select: { id: true, uid: true } } },
      }),
    ))
  if (!session) return
  await db().$transaction([
    sessionEnd({ id: sessionId }),
    auditInsert({ action: 'token_revoke', result: 'ok', actor: session.user }),
  ])
}

async function findSessionId(token: string): Promise<string | undefined> {
  const claims = await verifyBearer(token)
  if (claims) return claims.sessionId
  const link = await awaitInTime(
    db().refreshToken.findFirst({
      where: { id: { in: listRefreshTokenHashes(token) } },
      select: { sessionId: true },
    }),
  )
  return link?.sessionId
}
