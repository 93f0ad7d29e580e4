import { z } from 'zod'
import { recordEvent } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { signAccessToken } from './access-token.ts'
import { type OpenSession, openSession } from './open-session.ts'
import { tokenInvalid } from './session.ts'

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
type Grant = Pick<OpenSession, 'sessionId' | 'expiresAt' | 'refreshToken'>

/** The first tokens of a bearer session, and the audit event of them. `grant` is how they were asked for. */
export async function issueTokens(
  holder: Holder,
  session: OpenSession,
  grant: 'password' | 'session',
): Promise<TokenAnswer> {
  const { id, uid } = holder
  await recordEvent({ action: 'token_issue', result: 'ok', actor: { id, uid }, detail: { grant } })
  return makeTokenAnswer(holder, session)
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
  const user = { id: viewer.id, version }
  const session = await openSession(user, client, { kind: 'bearer', parent })
  if (!session) throw tokenInvalid()
  return issueTokens(viewer, session, 'session')
}

/** The tokens of a bearer session, the access token made anew. */
export async function makeTokenAnswer(
  { id, uid, role }: Holder,
  { sessionId, expiresAt, refreshToken }: Grant,
): Promise<TokenAnswer> {
  const access = await signAccessToken({ userId: id, uid, role, sessionId, expiresAt })
  return {
    access_token: access.token,
    token_type: 'Bearer',
    expires_in: access.expiresIn,
    refresh_token: refreshToken ?? '',
  }
}
