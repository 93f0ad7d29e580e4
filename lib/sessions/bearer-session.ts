import { z } from 'zod'
import { recordEvent } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { signAccessToken } from './access-token.ts'
import { makeTokenInvalid } from './find-session-row.ts'
import { type OpenSession, openSession } from './open-session.ts'

/** What a client of a bearer session gets (RFC 6749 §5.1). */
export const TokenAnswer = z
  .strictObject({
    access_token: z.string(),
    token_type: z
      .enum(['Bearer', 'DPoP'])
      .describe('`DPoP` if the session is bound to a key: each use needs a proof (RFC 9449).'),
    expires_in: z.int().describe('Seconds until the access token expires.'),
    refresh_token: z
      .string()
      .exactOptional()
      .describe(
        'Works once, to get the next tokens. A page elsewhere that asks by cookie gets none.',
      ),
    scope: z.string().exactOptional().describe('What an OAuth client was granted.'),
    id_token: z.string().exactOptional().describe('Who signed in, for an OAuth client.'),
  })
  .meta({ id: 'Tokens', description: 'The tokens of a bearer session (RFC 6749 §5.1).' })
export type GrantedTokens = z.output<typeof TokenAnswer>
export type TokenAnswer = GrantedTokens & { refresh_token: string }

/** The user whom the tokens are for. */
type Holder = { id: number; uid: string; role: string }

/** The session that the tokens belong to, its refresh token, and what binds its access tokens. */
export type TokenTerms = Pick<OpenSession, 'sessionId' | 'expiresAt' | 'refreshToken'> & {
  /** The server that they are for; '' is this one. */
  resource: string
  /** The OAuth client that they are given to, and what that may do. */
  client: { id: string; scope: string } | null
  /** The key that they are bound to (RFC 9449). */
  jkt: string | null
}

/** The server that a session's access tokens are for, and the key that they are bound to. */
type Binding = { resource?: string; jkt?: string | null }

/** Issues the first tokens of a bearer session and records that. @param grant how they were asked for. */
export async function issueTokens(
  holder: Holder,
  session: OpenSession,
  { grant, resource = '', jkt = null }: Binding & { grant: 'password' | 'session' },
): Promise<TokenAnswer> {
  const { id, uid } = holder
  const detail = { grant, ...(resource && { resource }) }
  await recordEvent({ action: 'token_issue', result: 'ok', actor: { id, uid }, detail })
  return makeTokenAnswer(holder, { ...session, resource, client: null, jkt })
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
  binding: Binding = {},
): Promise<TokenAnswer> {
  const session = await openChild(viewer, client, binding, true)
  return issueTokens(viewer, session, { grant: 'session', ...binding })
}

/** The same for one access token alone, with which the session ends. @throws Problem as `startBySession` does. */
export async function startOnceBySession(
  viewer: Viewer,
  client: Client,
  binding: Binding,
): Promise<GrantedTokens> {
  const session = await openChild(viewer, client, binding, false)
  const { refresh_token: _, ...tokens } = await issueTokens(viewer, session, {
    grant: 'session',
    ...binding,
  })
  return tokens
}

async function openChild(
  viewer: Viewer,
  client: Client,
  { resource = '', jkt = null }: Binding,
  refreshable: boolean,
): Promise<OpenSession> {
  requireProof(viewer, 'token_issue')
  await takeAttempt('token', String(viewer.id))
  const parent = await db().session.findUnique({
    where: { id: viewer.sessionId },
    select: {
      id: true,
      createdAt: true,
      provenAt: true,
      proofs: true,
      amr: true,
      parentId: true,
      user: { select: { version: true } },
    },
  })
  if (!parent) throw makeTokenInvalid()
  if (parent.parentId !== null) {
    const message = 'This session came of another one. Ask with the session that began it.'
    throw new Problem(403, 'session_of_session', message)
  }
  const { amr, user } = parent
  const session = await openSession(
    { id: viewer.id, uid: viewer.uid, version: user.version },
    client,
    {
      kind: 'bearer',
      parent,
      resource,
      refreshable,
      grant: { clientId: '', scope: '', jkt, amr },
    },
  )
  if (!session) throw makeTokenInvalid()
  return session
}

/** Answers with the tokens of a bearer session, and signs a new access token for it. */
export async function makeTokenAnswer(
  { id, uid, role }: Holder,
  { sessionId, expiresAt, refreshToken, resource, client, jkt }: TokenTerms,
): Promise<TokenAnswer> {
  const access = await signAccessToken({
    userId: id,
    uid,
    role,
    sessionId,
    expiresAt,
    resource,
    client,
    jkt,
  })
  return {
    access_token: access.token,
    token_type: jkt === null ? 'Bearer' : 'DPoP',
    expires_in: access.expiresIn,
    refresh_token: refreshToken ?? '',
    ...(client && { scope: client.scope }),
  }
}
