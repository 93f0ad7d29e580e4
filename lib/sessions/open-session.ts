import { randomUUID } from 'node:crypto'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import type { Prisma } from '#lib/generated/sqlite/client.ts'
import type { Client } from '#lib/http/client-address.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { sessionEnd } from './end-sessions.ts'
import { hashRefreshToken, makeRefreshToken } from './refresh-token.ts'
import { buildSurplusEnd, findSurplusSessions } from './session-bound.ts'

/** How a session is carried: by a browser's cookie, or by tokens that a program keeps. */
export type SessionKind = 'cookie' | 'bearer'

/** A session that has just begun: its id, when it expires, and the first refresh token if it is a bearer session. */
export type OpenSession = {
  sessionId: string
  startedAt: Date
  expiresAt: Date
  refreshToken: string | null
}

type Terms = {
  kind: SessionKind
  /** The session that the same browser had before. It ends (ASVS v5.0.0-7.2.4). */
  replaces?: string | null
  /** The session that vouches for the user instead of a password. The new one lasts no longer than this one can. */
  parent?: { id: string; createdAt: Date; provenAt: Date; proofs: string }
  /** The server that its access tokens are for, an entry of AUDIENCES; this server by default. */
  resource?: string
  /** Whether a bearer session has tokens after its first one; otherwise it ends with that. */
  refreshable?: boolean
  /** When each proof was made; without a parent, which says it. See lib/proofs/proof-times.ts. */
  proofs?: string
  /** The audit event that is written with the session. */
  event?: AuditEvent
  /** The client that it is given to, what that may do, and the key that its tokens are bound to. */
  grant?: { clientId: string; scope: string; jkt: string | null; amr: string }
  /** Queries of the same transaction: where one of them finds no row, no session begins. */
  alongside?(sessionId: string): Prisma.PrismaPromise<unknown>[]
}

/**
 * Writes a session of a user who has just proved who they are, by password or by `parent`. Where the user has too many,
 * those that were unused the longest end.
 * @returns null if the user has changed since `version` was read, or if `parent` has ended: the proof may not hold
 *   any longer.
 */
export async function openSession(
  user: { id: number; uid: string; version: string },
  client: Client,
  {
    kind,
    replaces = null,
    parent,
    resource = '',
    refreshable = true,
    proofs = '',
    event,
    grant,
    alongside,
  }: Terms,
): Promise<OpenSession | null> {
  const now = new Date()
  const sessionId = randomUUID()
  const refreshToken = kind === 'bearer' && refreshable ? makeRefreshToken() : null
  const { createdAt, provenAt } = parent ?? { createdAt: now, provenAt: now }
  const deadline = computeDeadline(now, createdAt)
  const expiresAt = refreshable ? deadline : computeTokenEnd(now, deadline)
  const row = {
    id: sessionId,
    userId: user.id,
    createdAt,
    provenAt,
    proofs: parent?.proofs ?? proofs,
    lastSeenAt: now,
    expiresAt,
    kind,
    parentId: parent?.id ?? null,
    resource,
    ...client,
    ...grant,
    ...(refreshToken && {
      refreshes: { create: { id: hashRefreshToken(refreshToken), createdAt: now } },
    }),
  }
  // This also locks the user: a request that ends all their sessions comes either before this, or finds the new one.
  const changes = parent ? { version: user.version } : { lastSignInAt: now }
  await yieldToEventLoop()
  const ids = { replaced: replaces, parent: parent?.id ?? null }
  const surplus = await findSurplusSessions(user.id, now, ids)
  try {
    const written = db().$transaction([
      db().user.update({
        where: { id: user.id, version: user.version },
        data: changes,
        select: { id: true },
      }),
      ...(parent ? [parentTouch(parent.id, now, deadline)] : []),
      ...(alongside ? alongside(sessionId) : []),
      db().session.deleteMany({ where: { userId: user.id, expiresAt: { lt: now } } }),
      ...(replaces ? [sessionEnd({ id: replaces }, now)] : []),
      ...buildSurplusEnd(user, surplus, now),
      db().session.create({ data: row, select: { id: true } }),
      ...(event ? [auditInsert(event)] : []),
    ])
    await awaitInTime(written)
  } catch (error) {
    if (isMissingRow(error)) return null
    throw error
  }
  return { sessionId, startedAt: now, expiresAt, refreshToken }
}

/** When a session ends unless it is used, never later than its absolute end (ASVS v5.0.0-7.3.1, 7.3.2). */
export function computeDeadline(now: Date, createdAt: Date): Date {
  const { sessionIdleSeconds, sessionMaxSeconds } = env()
  return new Date(Math.min(+now + sessionIdleSeconds * 1000, +createdAt + sessionMaxSeconds * 1000))
}

function computeTokenEnd(now: Date, deadline: Date): Date {
  return new Date(Math.min(+now + env().accessTtlSeconds * 1000, +deadline))
}

/** Whoever starts a session from another one uses that one, which must not end before what came of it. */
function parentTouch(id: string, now: Date, expiresAt: Date) {
  return db().session.update({
    where: { id, revokedAt: null },
    data: { lastSeenAt: now, expiresAt },
    select: { id: true },
  })
}
