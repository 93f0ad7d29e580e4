import { z } from 'zod'
import { recordEvent } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { signAccessToken } from './access-token.ts'
import { type OpenSession, openSession } from './open-session.ts'
import { tokenInvalid } from './session.ts'

/** What a client of a bearer session gets (RFC 6749 §5.1). */
export const TokenAnswer = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds until the access token expires.'),
    refresh_token: z.string().describe('Works once, to get the next tokens.'),
  })
  .meta({ id: 'Tokens', description: 'The tokens of a bearer session (RFC 6749 §5.1).' })
export type TokenAnswer = z.output<typeof TokenAnswer>

/** The user whom the tokens are for. */
type Holder = { id: number; uid: string; role: string }
/** The session that the tokens belong to, its refresh token, and the server that its access tokens are for. */
type Grant = Pick<OpenSession, 'sessionId' | 'expiresAt' | 'refreshToken'> & { resource?: string }

/** Issues the first tokens of a bearer session and records that. @param grant how they were asked for. */
export async function issueTokens(
  holder: Holder,
  session: OpenSession,
  { grant, resource = '' }: { grant: 'password' | 'session'; resource?: string },
): Promise<TokenAnswer> {
  const { id, uid } = holder
  const detail = { grant, ...(resource && { resource }) }
  await recordEvent({ action: 'token_issue', result: 'ok', actor: { id, uid }, detail })
  return makeTokenAnswer(holder, { ...session, resource })
}

/**
 * Starts a bearer session as the child of the viewer's current session. It takes over the proof of the password from
 * that session, lasts no longer than that session can, and ends with it. A child cannot start a session.
 * @throws Problem 401 (`step_up_required`, `token_invalid` if the current session has just ended), 403
 *   `session_of_session`, 429 `limited`.
 */
export async function startBySession(
  viewer: Viewer,
  client: Client,
  resource = '',
): Promise<TokenAnswer> {
  requireProof(viewer, 'token_issue')
  await takeAttempt('token', String(viewer.id))
  const parent = await db().session.findUnique({
    where: { id: viewer.sessionId },
    select: {
      id: true,
      createdAt: true,
      provenAt: true,
      parentId: true,
      user: { select: { version: true } },
    },
  })
  if (!parent) throw tokenInvalid()
  if (parent.parentId !== null) {
    const message = 'This session came of another one. Ask with the session that began it.'
    throw new Problem(403, 'session_of_session', message)
  }
  const { version } = parent.user
  const user = { id: viewer.id, version }
  const session = await openSession(user, client, { kind: 'bearer', parent, resource })
  if (!session) throw tokenInvalid()
  return issueTokens(viewer, session, { grant: 'session', resource })
}

/** Answers with the tokens of a bearer session, and signs a new access token for it. */
export async function makeTokenAnswer(
  { id, uid, role }: Holder,
  { sessionId, expiresAt, refreshToken, resource = '' }: Grant,
): Promise<TokenAnswer> {
  const access = await signAccessToken({ userId: id, uid, role, sessionId, expiresAt, resource })
  return {
    access_token: access.token,
    token_type: 'Bearer',
    expires_in: access.expiresIn,
    refresh_token: refreshToken ?? '',
  }
}
