import { randomUUID } from 'node:crypto'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import type { Client } from '#lib/http/client-address.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { sessionEnd } from './end-sessions.ts'
import { hashRefreshToken, makeRefreshToken } from './refresh-token.ts'

/** How a session is carried: by a browser's cookie, or by tokens that a program keeps. */
export type SessionKind = 'cookie' | 'bearer'

/** A session just begun: what names it, the moment after which it is refused, a bearer session's first refresh token. */
export type OpenSession = {
  sessionId: string
  startedAt: Date
  expiresAt: Date
  refreshToken: string | null
}

type Terms = {
  kind: SessionKind
  /** The session that the same browser had before, which ends (ASVS v5.0.0-7.2.4). */
  replaces?: string | null
  /** The session that vouches for the user, in place of a password: the new one lasts no longer than it may. */
  parent?: { id: string; createdAt: Date; provenAt: Date }
  /** What this is to the records. */
  event?: AuditEvent
}

/**
 * Writes a session of a user who has proved who they are, by password just now or by `parent`.
 * @returns null when the user was changed since `version` was read or `parent` has ended, so that the proof may
 *   no longer hold.
 */
export async function openSession(
  user: { id: number; version: string },
  client: Client,
  { kind, replaces, parent, event }: Terms,
): Promise<OpenSession | null> {
  const now = new Date()
  const sessionId = randomUUID()
  const refreshToken = kind === 'bearer' ? makeRefreshToken() : null
  const { createdAt, provenAt } = parent ?? { createdAt: now, provenAt: now }
  const expiresAt = computeDeadline(now, createdAt)
  const row = {
    id: sessionId,
    userId: user.id,
    createdAt,
    provenAt,
    lastSeenAt: now,
    expiresAt,
    kind,
    ...client,
    ...(refreshToken && {
      refreshes: { create: { id: hashRefreshToken(refreshToken), createdAt: now } },
    }),
  }
  // Also locks the user: whoever ends their sessions meanwhile comes before this, or finds the new one.
  const seen = parent ? { version: user.version } : { lastSignInAt: now }
  await yieldToEventLoop()
  try {
    const written = db().$transaction([
      db().user.update({
        where: { id: user.id, version: user.version },
        data: seen,
        select: { id: true },
      }),
      ...(parent ? [touch(parent.id, now)] : []),
      db().session.deleteMany({ where: { userId: user.id, expiresAt: { lt: now } } }),
      ...(replaces ? [sessionEnd({ id: replaces }, now)] : []),
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

/** The idle deadline, never past the session's absolute one (ASVS v5.0.0-7.3.1, 7.3.2). */
export function computeDeadline(now: Date, createdAt: Date): Date {
  const { sessionIdleSeconds, sessionMaxSeconds } = env()
  return new Date(Math.min(+now + sessionIdleSeconds * 1000, +createdAt + sessionMaxSeconds * 1000))
}

function touch(id: string, now: Date) {
  return db().session.update({
    where: { id, revokedAt: null },
    data: { lastSeenAt: now },
    select: { id: true },
  })
}
