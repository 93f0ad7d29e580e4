import { recorded } from '#lib/audit/record.ts'
import { db } from '#lib/db/db.ts'
import { inTime } from '#lib/db/query-timeout.ts'
import { verifyBearer } from './access-token.ts'
import { sessionEnd } from './end-sessions.ts'
import { refreshTokenId } from './refresh-token.ts'

/**
 * Ends the session that an access or refresh token belongs to, for whoever has the token: all tokens of the
 * session are refused from now on (RFC 7009 §2.1). One that means nothing here is as good as revoked (§2.2).
 */
export async function revokeToken(token: string): Promise<void> {
  const sessionId = await sessionOf(token)
  const session =
    sessionId &&
    (await inTime(
      db().session.findUnique({
        where: { id: sessionId, revokedAt: null },
        select: { user: { select: { id: true, uid: true } } },
      }),
    ))
  if (!session) return
  await db().$transaction([
    sessionEnd({ id: sessionId }),
    recorded({ action: 'token_revoke', result: 'ok', actor: session.user }),
  ])
}

async function sessionOf(token: string): Promise<string | undefined> {
  const claims = await verifyBearer(token)
  if (claims) return claims.sessionId
  const link = await inTime(
    db().refreshToken.findUnique({
      where: { id: refreshTokenId(token) },
      select: { sessionId: true },
    }),
  )
  return link?.sessionId
}
