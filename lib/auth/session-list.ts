import { z } from 'zod'
import type { AuditAction, AuditEvent } from '#lib/audit/event.ts'
import { forbidden } from '#lib/audit/forbidden.ts'
import { recorded } from '#lib/audit/record.ts'
import { db, missingFault } from '#lib/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/users/role.ts'
import type { Viewer } from './session.ts'
import { readAgent } from './user-agent.ts'

/** A session as its user sees it. `id` names it and opens nothing: only the signed token does. */
export const SessionJson = z
  .strictObject({
    id: z.string(),
    kind: z
      .enum(['cookie', 'bearer'])
      .describe(
        'How it proves itself: by the cookie of a browser, or by tokens that a program keeps.',
      ),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    address: z.string(),
    origin: z
      .string()
      .nullable()
      .describe('The origin whose page signed in; null for what was no browser.'),
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso
      .datetime()
      .describe('To within half of the idle time: a session is written to when it is renewed.'),
    current: z.boolean().describe('Whether it is the one that asks.'),
  })
  .meta({ id: 'Session', description: 'A session that still lasts. Its id opens nothing.' })
export type SessionJson = z.output<typeof SessionJson>

/**
 * The sessions of `userId` that are still good, the viewer's own first, then the one last seen: one's own, or
 * anybody's for an administrator (ASVS v5.0.0-7.5.2).
 * @throws Problem 403.
 */
export async function listSessions(
  viewer: Viewer,
  userId: number = viewer.id,
): Promise<SessionJson[]> {
  requireReach(viewer, userId, 'session_view')
  const now = new Date()
  const rows = await db().session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
  })
  const sessions = rows.map(row => {
    const current = row.id === viewer.sessionId
    return {
      id: row.id,
      kind: row.kind as SessionJson['kind'],
      ...readAgent(row.agent),
      address: row.address,
      origin: row.origin || null,
      firstSeen: row.createdAt.toISOString(),
      lastSeen: (current ? now : row.lastSeenAt).toISOString(),
      current,
    }
  })
  return sessions.toSorted((a, b) => Number(b.current) - Number(a.current))
}

/**
 * Ends one session of `owner`: one's own, or, for an administrator, anybody's.
 * @throws Problem 403, 404 `session_not_found` for one that is over, is somebody else's, or never was.
 */
export async function endSession(
  viewer: Viewer,
  id: string,
  owner: Person = viewer,
): Promise<void> {
  requireReach(viewer, owner.id, 'session_revoke')
  const now = new Date()
  try {
    await db().$transaction([
      db().session.update({
        where: { id, userId: owner.id, revokedAt: null, expiresAt: { gt: now } },
        data: { revokedAt: now },
        select: { id: true },
      }),
      recorded(revocation(viewer, owner, 'one')),
    ])
  } catch (error) {
    if (!missingFault(error)) throw error
    const who = owner.id === viewer.id ? 'You have' : `${owner.uid} has`
    throw new Problem(404, 'session_not_found', `${who} no such session, or it is over already.`)
  }
}

/**
 * Ends every session of `userId` but the one that asks: one's own others, or, for an administrator, all of
 * somebody's (ASVS v5.0.0-7.4.5, 7.5.2).
 * @returns how many were still good.
 * @throws Problem 403.
 */
export async function endSessions(viewer: Viewer, userId: number = viewer.id): Promise<number> {
  requireReach(viewer, userId, 'session_revoke')
  const own = userId === viewer.id
  const user = own ? viewer : await findTarget(userId)
  const now = new Date()
  const [{ count }] = await db().$transaction([
    db().session.updateMany({
      where: { userId, id: { not: viewer.sessionId }, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    }),
    ...(user ? [recorded(revocation(viewer, user, own ? 'all others' : 'all'))] : []),
  ])
  return count
}

type Person = { id: number; uid: string }

function revocation(actor: Person, target: Person, sessions: string): AuditEvent {
  return { action: 'session_revoke', result: 'ok', actor, target, detail: { sessions } }
}

function findTarget(id: number): Promise<Person | null> {
  return db().user.findUnique({ where: { id }, select: { id: true, uid: true } })
}

function requireReach(viewer: Viewer, userId: number, action: AuditAction): void {
  if (userId !== viewer.id && !isAdmin(viewer)) throw forbidden(viewer, action)
}
