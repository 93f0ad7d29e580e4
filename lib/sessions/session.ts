import { findLiveSession } from '#lib/authority/live-session.ts'
import { db } from '#lib/db/db.ts'
import type { SessionRow } from '#lib/db/read-session.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { addReplyHeader } from '#lib/http/reply.ts'
import { noteUser } from '#lib/http/request-context.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { verifyBearer } from './access-token.ts'
import { makeExpiredCookie, makeSessionCookie, readCookies } from './cookie.ts'
import { computeDeadline } from './open-session.ts'
import { signToken, verifyToken } from './token.ts'
import type { TokenClaims } from './verified-tokens.ts'

/**
 * Who asks. `renewal` is the new end of a session whose cookie is due to be renewed; `reason` says why nobody is
 * signed in.
 */
export type SessionResult =
  | { viewer: Viewer; renewal: Date | null }
  | { viewer: null; reason: 'missing' | 'invalid' }

/**
 * Finds the viewer of a request by its `Authorization: Bearer` token or, without one, by the first of its cookies that
 * names a session.
 *
 * Each call reads the session's row and its user in one query, so that sign-out, a change of role and the deletion of
 * a user take effect at once (ASVS v5.0.0-7.4.1, 7.4.2, 8.3.2).
 */
export async function findSession(headers: Headers): Promise<SessionResult> {
  const bearer = readBearerToken(headers)
  if (bearer !== null) {
    if (!bearer) return { viewer: null, reason: 'missing' }
    const row = await findSessionRow(await verifyBearer(bearer))
    return row ? { viewer: toViewer(row), renewal: null } : { viewer: null, reason: 'invalid' }
  }
  const tokens = readCookies(headers.get('cookie'), env().cookieName)
  for (const token of tokens) {
    const row = await findSessionRow(await verifyToken(token))
    if (row) return { viewer: toViewer(row), renewal: findDueRenewal(row, Date.now()) }
  }
  return { viewer: null, reason: tokens.length === 0 ? 'missing' : 'invalid' }
}

async function findSessionRow(claims: TokenClaims | null): Promise<SessionRow | null> {
  const row = claims && (await findLiveSession(claims.sessionId, claims.userId))
  if (row) noteUser({ id: row.userId, uid: row.uid })
  return row
}

/**
 * Returns the viewer of `request`, and renews the cookie of a session that is past half of its idle time.
 * @throws Problem 401 `token_missing`, or 401 `token_invalid`, which also removes the cookie.
 */
export async function requireSession(request: Request): Promise<Viewer> {
  const result = await findSession(request.headers)
  if (!result.viewer) throw result.reason === 'missing' ? tokenMissing() : tokenInvalid()
  if (result.renewal) {
    addReplyHeader(request, 'Set-Cookie', await renew(result.viewer, result.renewal))
  }
  return result.viewer
}

/**
 * The viewer of `request` by its cookie alone, for what turns a cookie into something that scripts can read.
 * @throws Problem 401 as `requireSession` does; a request with a bearer token counts as one without a session.
 */
export async function requireCookieSession(request: Request): Promise<Viewer> {
  if (request.headers.has('authorization')) throw tokenMissing()
  return requireSession(request)
}

/** Signs the token that names a session of `user`, for its cookie. */
export function signSessionToken(
  user: { id: number; uid: string },
  session: { sessionId: string; expiresAt: Date },
): Promise<string> {
  const { sessionId, expiresAt } = session
  return signToken({ userId: user.id, uid: user.uid, sessionId, expiresAt })
}

/** 401 for a request without a token. The message is the Flask backend's. */
function tokenMissing(): Problem {
  return new Problem(401, 'token_missing', 'Authentication Token is missing!')
}

/**
 * 401 for a token that is invalid, expired or revoked, or whose user is gone. It also removes the cookie. The message
 * is the Flask backend's.
 */
export function tokenInvalid(): Problem {
  return new Problem(401, 'token_invalid', 'Invalid Authentication token!', {
    headers: [['Set-Cookie', makeExpiredCookie()]],
  })
}

async function renew(viewer: Viewer, expiresAt: Date): Promise<string> {
  await db().session.updateMany({
    where: { id: viewer.sessionId, revokedAt: null },
    data: { expiresAt, lastSeenAt: new Date() },
  })
  const token = await signSessionToken(viewer, { sessionId: viewer.sessionId, expiresAt })
  return makeSessionCookie(token, Math.round((+expiresAt - Date.now()) / 1000))
}

function findDueRenewal(row: SessionRow, now: number): Date | null {
  const pastHalf = +row.expiresAt - now < (env().sessionIdleSeconds * 1000) / 2
  const renewed = computeDeadline(new Date(now), row.createdAt)
  return pastHalf && renewed > row.expiresAt ? renewed : null
}

function readBearerToken(headers: Headers): string | null {
  const value = headers.get('authorization')
  return value && /^bearer /i.test(value) ? value.slice(7).trim() : null
}

function toViewer(row: SessionRow): Viewer {
  return {
    id: row.userId,
    uid: row.uid,
    name: row.name,
    role: row.role,
    email: row.email,
    dob: row.dob,
    createdAt: row.userCreatedAt,
    lastSignInAt: row.lastSignInAt,
    avatarKey: row.avatarKey,
    disabled: row.disabled,
    sessionId: row.sessionId,
    provenAt: row.provenAt,
  }
}
