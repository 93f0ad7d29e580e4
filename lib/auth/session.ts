import type { AuditEvent } from '#lib/audit/event.ts'
import { recorded } from '#lib/audit/record.ts'
import { db } from '#lib/db.ts'
import { readSession, type SessionRow } from '#lib/db-read.ts'
import { env } from '#lib/env.ts'
import type { Client } from '#lib/http/client-ip.ts'
import { inTime } from '#lib/http/patience.ts'
import { Problem } from '#lib/http/problem.ts'
import { addReplyHeader } from '#lib/http/reply.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { verifyBearer } from './access-token.ts'
import { expiredCookie, readCookie, sessionCookie } from './cookie.ts'
import { deadline, type OpenSession, openSession } from './session-start.ts'
import { signToken, verifyToken } from './token.ts'
import type { UserRow } from './user-row.ts'

/** Who asks: a signed-in user, the session by which they are, and when they last proved their password in it. */
export type Viewer = UserRow & { sessionId: string; provenAt: Date }

/** `renewal` is the row's new deadline where the cookie is due to be renewed. */
export type SessionResult =
  | { viewer: Viewer; renewal: Date | null }
  | { viewer: null; fault: 'missing' | 'invalid' }

/** A session just started, and the token that names it. */
export type StartedSession = OpenSession & { token: string }

/**
 * Finds the viewer of a request by its `Authorization: Bearer` token or, without one, its cookie.
 *
 * Each call looks at the session's row and its user in one query, so that sign-out, a changed role and a
 * deleted user act at once (ASVS v5.0.0-7.4.1, 7.4.2, 8.3.2).
 */
export async function findSession(headers: Headers): Promise<SessionResult> {
  const bearer = bearerToken(headers)
  const token = bearer ?? readCookie(headers.get('cookie'), env().cookieName)
  if (!token) return { viewer: null, fault: 'missing' }
  const claims = await (bearer ? verifyBearer(bearer) : verifyToken(token))
  const row = claims && (await inTime(readSession(claims.sessionId)))
  const now = Date.now()
  if (
    !row ||
    row.userId !== claims.userId ||
    row.disabled ||
    row.revokedAt ||
    +row.expiresAt <= now
  ) {
    return { viewer: null, fault: 'invalid' }
  }
  noteUser({ id: row.userId, uid: row.uid })
  return { viewer: viewerOf(row), renewal: bearer === null ? dueRenewal(row, now) : null }
}

/**
 * The viewer of `request`; renews the cookie of a session that is past half of its idle time.
 * @throws Problem 401 `token_missing`, or 401 `token_invalid` that expires the cookie too.
 */
export async function requireSession(request: Request): Promise<Viewer> {
  const result = await findSession(request.headers)
  if (!result.viewer) throw result.fault === 'missing' ? tokenMissing() : tokenInvalid()
  if (result.renewal) {
    addReplyHeader(request, 'Set-Cookie', await renew(result.viewer, result.renewal))
  }
  return result.viewer
}

/**
 * Starts a cookie session for a user who has just proved who they are, and ends `replaces`, the one that the
 * same browser had before (ASVS v5.0.0-7.2.4).
 * @returns null when the user was changed since `version` was read, so that the proof may no longer hold.
 */
export async function startSession(
  user: { id: number; uid: string; version: string },
  client: Client,
  replaces: string | null,
): Promise<StartedSession | null> {
  const event: AuditEvent = { action: 'sign_in', result: 'ok', actor: user }
  const session = await openSession(user, client, { replaces, event })
  if (!session) return null
  noteUser(user)
  const { sessionId, expiresAt } = session
  const token = await signToken({ userId: user.id, uid: user.uid, sessionId, expiresAt })
  return { ...session, token }
}

/** Ends the viewer's session: its token is refused from now on, wherever it is kept. */
export async function endOwnSession(viewer: Viewer): Promise<void> {
  await db().$transaction([
    db().session.updateMany({ where: { id: viewer.sessionId }, data: { revokedAt: new Date() } }),
    recorded({ action: 'sign_out', result: 'ok', actor: viewer }),
  ])
}

/** 401 for a request without a token. The ancestor's words. */
function tokenMissing(): Problem {
  return new Problem(401, 'token_missing', 'Authentication Token is missing!')
}

/** 401 for a token that is bad, expired, revoked, or whose user is gone; its cookie is expired as well. */
export function tokenInvalid(): Problem {
  return new Problem(401, 'token_invalid', 'Invalid Authentication token!', {
    headers: [['Set-Cookie', expiredCookie()]],
  })
}

async function renew(viewer: Viewer, expiresAt: Date): Promise<string> {
  await db().session.updateMany({
    where: { id: viewer.sessionId, revokedAt: null },
    data: { expiresAt, lastSeenAt: new Date() },
  })
  const token = await signToken({
    userId: viewer.id,
    uid: viewer.uid,
    sessionId: viewer.sessionId,
    expiresAt,
  })
  return sessionCookie(token, Math.round((+expiresAt - Date.now()) / 1000))
}

function dueRenewal(row: SessionRow, now: number): Date | null {
  const pastHalf = +row.expiresAt - now < (env().sessionIdle * 1000) / 2
  const renewed = deadline(new Date(now), row.createdAt)
  return pastHalf && renewed > row.expiresAt ? renewed : null
}

function bearerToken(headers: Headers): string | null {
  const value = headers.get('authorization')
  return value && /^bearer /i.test(value) ? value.slice(7).trim() : null
}

function viewerOf(row: SessionRow): Viewer {
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
