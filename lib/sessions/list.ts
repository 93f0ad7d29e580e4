import { z } from 'zod'
import { db } from '#lib/db/db.ts'
import { readAgent } from '#lib/http/user-agent.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { requireSessionAccess } from './session-access.ts'

/** A session as its user sees it. `id` names it but gives no access: only the signed token does. */
export const SessionJson = z
  .strictObject({
    id: z.string(),
    kind: z
      .enum(['cookie', 'bearer'])
      .describe(
        'How it is carried: by the cookie of a browser, or by tokens that a program keeps.',
      ),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    address: z.string(),
    origin: z
      .string()
      .nullable()
      .describe('The origin whose page signed in; null if it was not a page.'),
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso
      .datetime()
      .describe(
        'Exact to half of the idle time, because it is written when the session is renewed.',
      ),
    current: z.boolean().describe('Whether it is the session of this request.'),
  })
  .meta({ id: 'Session', description: 'A session that is still valid. Its id gives no access.' })
export type SessionJson = z.output<typeof SessionJson>

/**
 * Lists the valid sessions of `userId`, the viewer's current one first, then the last seen first: the viewer's own, or
 * anybody's if the viewer is an administrator (ASVS v5.0.0-7.5.2).
 * @throws Problem 403.
 */
export async function listSessions(
  viewer: Viewer,
  userId: number = viewer.id,
): Promise<SessionJson[]> {
  requireSessionAccess(viewer, userId, 'session_view')
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
