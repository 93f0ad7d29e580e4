import { z } from 'zod'
import type { AuditEvent } from '#lib/audit/event.ts'
import { record } from '#lib/audit/record.ts'
import { db } from '#lib/db.ts'
import type { Client } from '#lib/http/client-ip.ts'
import { takeAttempt } from '#lib/http/rate-limit.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { signAccessToken } from './access-token.ts'
import { newRefreshToken, refreshTokenId } from './refresh-token.ts'
import { tokenInvalid, type Viewer } from './session.ts'
import { openSession } from './session-start.ts'
import { signInBy } from './sign-in.ts'

/** What a client of a bearer session is given (RFC 6749 §5.1). */
export const TokenAnswer = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('For how many seconds the access token is good.'),
    refresh_token: z.string().describe('Good once, for the next tokens.'),
  })
  .meta({ id: 'Tokens', description: 'The tokens of a bearer session (RFC 6749 §5.1).' })
export type TokenAnswer = z.output<typeof TokenAnswer>

/** Whose tokens they are, and until when at the latest. */
type Holder = { id: number; uid: string; role: string }
type Grant = { sessionId: string; expiresAt: Date; refreshToken: string }

/**
 * Starts a bearer session of whoever proves who they are by uid and password.
 * @throws Problem 401 `invalid_credentials`, 429 `limited`, 503 `hash_queue_full`.
 */
export async function startByPassword(
  credentials: { uid: string; password: string },
  client: Client,
): Promise<TokenAnswer> {
  const refreshToken = newRefreshToken()
  const refreshId = refreshTokenId(refreshToken)
  const { sessionId, expiresAt, user } = await signInBy(credentials, client, null, found =>
    openSession(found, client, { refreshId, event: signedIn(found) }),
  )
  noteUser(user)
  await issued(user, 'password')
  return tokenAnswer(user, { sessionId, expiresAt, refreshToken })
}

/**
 * Starts a bearer session of the viewer beside the session by which they ask: it proves their password no later,
 * and lasts no longer than that one may at most.
 * @throws Problem 401 when that session ends meanwhile, 429 `limited`.
 */
export async function startBySession(viewer: Viewer, client: Client): Promise<TokenAnswer> {
  await takeAttempt('token', viewer.sessionId)
  const parent = await db().session.findUnique({
    where: { id: viewer.sessionId },
    select: { id: true, createdAt: true, provenAt: true, user: { select: { version: true } } },
  })
  if (!parent) throw tokenInvalid()
  const { version } = parent.user
  const refreshToken = newRefreshToken()
  const refreshId = refreshTokenId(refreshToken)
  const user = { id: viewer.id, version }
  const session = await openSession(user, client, { refreshId, parent })
  if (!session) throw tokenInvalid()
  await issued(viewer, 'session')
  return tokenAnswer(viewer, { ...session, refreshToken })
}

/** The tokens of a bearer session, the access token made anew. */
export async function tokenAnswer(
  { id, uid, role }: Holder,
  { sessionId, expiresAt, refreshToken }: Grant,
): Promise<TokenAnswer> {
  const access = await signAccessToken({ userId: id, uid, role, sessionId, expiresAt })
  return {
    access_token: access.token,
    token_type: 'Bearer',
    expires_in: access.expiresIn,
    refresh_token: refreshToken,
  }
}

function signedIn({ id, uid }: Holder): AuditEvent {
  return { action: 'sign_in', result: 'ok', actor: { id, uid }, detail: { kind: 'bearer' } }
}

function issued({ id, uid }: Holder, grant: string): Promise<void> {
  return record({ action: 'token_issue', result: 'ok', actor: { id, uid }, detail: { grant } })
}
