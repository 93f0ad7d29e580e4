import { findAccessProblem, findAskingPage } from '#lib/authority/page-access.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { db } from '#lib/db/db.ts'
import type { SessionRow } from '#lib/db/read-session.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { addReplyHeader } from '#lib/http/reply.ts'
import { findRequestContext, noteRecheck, noteUser } from '#lib/http/request-context.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makeSessionCookie } from './cookie.ts'
import {
  type FoundSession,
  findSessionRow,
  makeTokenMissing,
  type SessionFault,
} from './find-session-row.ts'
import { computeDeadline } from './open-session.ts'
import { signToken } from './token.ts'

/**
 * Who asks. `renewal` is the new end of a session whose cookie is due to be renewed; `fault` and `problem` say why
 * nobody is signed in.
 */
export type SessionResult =
  | { viewer: Viewer; renewal: Date | null }
  | ({ viewer: null } & SessionFault)

/**
 * Finds the viewer of a request by its access token or, without one, by the first of its cookies that names a session.
 *
 * Each call reads the session's row and its user in one query, so that sign-out, a change of role and the deletion of
 * a user take effect at once (ASVS v5.0.0-7.4.1, 7.4.2, 8.3.2). The session of a registered client opens nothing here:
 * what its user may do is not what the client may. A page of another origin may do what its entry grants, whoever is
 * signed in, and nothing where the request has not said what it needs.
 * @param request what a DPoP proof is compared with; without it, no proof is accepted.
 */
export async function findSession(
  headers: Headers,
  request: Request | null = null,
): Promise<SessionResult> {
  const found = await findSessionRow(headers, request)
  if ('problem' in found) return { viewer: null, fault: found.fault, problem: found.problem }
  const { row, scheme } = found
  noteUser({ id: row.userId, uid: row.uid })
  if (isOfRegisteredClient(row)) {
    return { viewer: null, fault: 'invalid', problem: makeInsufficientScope(found) }
  }
  // A cookie belongs to the browser, which says itself which page sends it along; a token to whom it was given.
  const holders = scheme === 'cookie' ? [] : [row.clientId, row.origin]
  const viewer = toViewer(row, findAskingPage(headers.get('origin') ?? '', holders))
  const problem = findAccessProblem(viewer, findRequestContext()?.needed ?? null)
  if (problem) return { viewer: null, fault: 'invalid', problem }
  return { viewer, renewal: scheme === 'cookie' ? findDueRenewal(row) : null }
}

/**
 * Returns the viewer of `request`, and renews the cookie of a session that is past half of its idle time.
 * @throws Problem 401 `token_missing`, 401 `token_invalid`, which also removes the cookie, or of a DPoP proof
 *   `invalid_dpop_proof` and `use_dpop_nonce`; 403 `insufficient_scope` for the session of a registered client,
 *   `origin_access` for a page whose entry does not grant this.
 */
export async function requireSession(request: Request): Promise<Viewer> {
  const result = await findSession(request.headers, request)
  const { viewer } = result
  if (!viewer) throw result.problem
  noteRecheck(() => recheckViewer(viewer))
  if (result.renewal) {
    addReplyHeader(request, 'Set-Cookie', await renew(viewer, result.renewal))
  }
  return viewer
}

/** Finds the viewer by the cookie alone: a page of ours is opened by a browser, and no token opens it. */
export function findCookieSession(headers: Headers): Promise<SessionResult> {
  const cookie = headers.get('cookie')
  return findSession(new Headers(cookie === null ? {} : { cookie }))
}

/**
 * The viewer of `request` by its cookie alone, for what turns a cookie into something that scripts can read.
 * @throws Problem 401 as `requireSession` does; a request with a bearer token counts as one without a session.
 */
export async function requireCookieSession(request: Request): Promise<Viewer> {
  if (request.headers.has('authorization')) throw makeTokenMissing()
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

/** 403 for a token that does not reach (RFC 6750 §3.1). */
export function makeInsufficientScope({ row }: FoundSession, scope?: string): Problem {
  const scheme = row.jkt === null ? 'Bearer' : 'DPoP'
  const needed = scope === undefined ? '' : `, scope="${scope}"`
  const message = 'This token may not do that: it was given for less.'
  return new Problem(403, 'insufficient_scope', message, {
    headers: [['WWW-Authenticate', `${scheme} error="insufficient_scope"${needed}`]],
  })
}

/** Whether the session was given to an application that is registered; a page's client is its origin. */
function isOfRegisteredClient({ clientId }: SessionRow): boolean {
  return clientId.startsWith('lk_')
}

async function renew(viewer: Viewer, expiresAt: Date): Promise<string> {
  await db().session.updateMany({
    where: { id: viewer.sessionId, revokedAt: null },
    data: { expiresAt, lastSeenAt: new Date() },
  })
  const token = await signSessionToken(viewer, { sessionId: viewer.sessionId, expiresAt })
  return makeSessionCookie(token, Math.round((+expiresAt - Date.now()) / 1000))
}

function findDueRenewal(row: SessionRow): Date | null {
  const now = Date.now()
  const pastHalf = +row.expiresAt - now < (env().sessionIdleSeconds * 1000) / 2
  const renewed = computeDeadline(new Date(now), row.createdAt)
  return pastHalf && renewed > row.expiresAt ? renewed : null
}

function toViewer(row: SessionRow, page: Viewer['page']): Viewer {
  return {
    id: row.userId,
    uid: row.uid,
    name: row.name,
    role: row.role,
    email: row.email,
    verifiedEmailKey: row.verifiedEmailKey,
    dob: row.dob,
    createdAt: row.userCreatedAt,
    lastSignInAt: row.lastSignInAt,
    avatarKey: row.avatarKey,
    disabled: row.disabled,
    sessionId: row.sessionId,
    provenAt: row.provenAt,
    proofs: row.proofs,
    page,
  }
}
