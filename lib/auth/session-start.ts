import { randomUUID } from 'node:crypto'
import type { AuditEvent } from '#lib/audit/event.ts'
import { recorded } from '#lib/audit/record.ts'
import { db, missingFault } from '#lib/db.ts'
import { env } from '#lib/env.ts'
import type { Client } from '#lib/http/client-ip.ts'
import { inTime } from '#lib/http/patience.ts'
import { turn } from '#lib/turn.ts'

/** A session just begun: what names it, and the moment after which it is refused. */
export type OpenSession = { sessionId: string; startedAt: Date; expiresAt: Date }

type Terms = {
  /** The session that the same browser had before, which ends (ASVS v5.0.0-7.2.4). */
  replaces?: string | null
  /** The id of a first refresh token, which makes it a bearer session. */
  refreshId?: string
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
  { replaces, refreshId, parent, event }: Terms,
): Promise<OpenSession | null> {
  const now = new Date()
  const sessionId = randomUUID()
  const { createdAt, provenAt } = parent ?? { createdAt: now, provenAt: now }
  const expiresAt = deadline(now, createdAt)
  const row = {
    id: sessionId,
    userId: user.id,
    ...{ createdAt, provenAt, lastSeenAt: now, expiresAt },
    kind: refreshId ? 'bearer' : 'cookie',
    ...client,
    ...(refreshId && { refreshes: { create: { id: refreshId, createdAt: now } } }),
  }
  // Also locks the user: whoever ends their sessions meanwhile comes before this, or finds the new one.
  const seen = parent ? { version: user.version } : { lastSignInAt: now }
  await turn()
  try {
    const written = db().$transaction([
      db().user.update({
        where: { id: user.id, version: user.version },
        data: seen,
        select: { id: true },
      }),
      ...(parent ? [touch(parent.id, now)] : []),
      db().session.deleteMany({ where: { userId: user.id, expiresAt: { lt: now } } }),
      db().session.updateMany({ where: { id: replaces ?? '' }, data: { revokedAt: now } }),
      db().session.create({ data: row, select: { id: true } }),
      ...(event ? [recorded(event)] : []),
    ])
    await inTime(written)
  } catch (error) {
    if (missingFault(error)) return null
    throw error
  }
  return { sessionId, startedAt: now, expiresAt }
}

/** The idle deadline, never past the session's absolute one (ASVS v5.0.0-7.3.1, 7.3.2). */
export function deadline(now: Date, createdAt: Date): Date {
  const { sessionIdle, sessionMax } = env()
  return new Date(Math.min(+now + sessionIdle * 1000, +createdAt + sessionMax * 1000))
}

function touch(id: string, now: Date) {
  return db().session.update({
    where: { id, revokedAt: null },
    data: { lastSeenAt: now },
    select: { id: true },
  })
}
