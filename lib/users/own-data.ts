import type { OwnEventJson } from '#lib/audit/event-json.ts'
import { listOwnEvents } from '#lib/audit/list.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

/** How many audit events are exported, the newest: an administrator who has imported a school has more. */
const MAX_EVENTS = 10_000

/**
 * Exports everything that is kept about the viewer (GDPR articles 15 and 20), including sessions that are over as long
 * as their rows exist. It leaves out what proves who somebody is, which would only be a risk in a file (the hashes of
 * the password and of reset links), and what is derived from the rest for searches.
 * @throws Problem 401 `step_up_required`, or `token_invalid` if the session ends before all is read.
 */
export async function exportOwnData(viewer: Viewer) {
  requireProof(viewer, 'own_export')
  const { password, avatar, ...user } = await db().user.findUniqueOrThrow({
    where: { id: viewer.id },
    select: {
      id: true,
      uid: true,
      name: true,
      email: true,
      dob: true,
      role: true,
      disabled: true,
      createdAt: true,
      updatedAt: true,
      lastSignInAt: true,
      password: { select: { updatedAt: true } },
      avatar: { select: { large: true } },
      sessions: { omit: { userId: true }, orderBy: { createdAt: 'desc' } },
      resets: {
        select: { createdAt: true, expiresAt: true, usedAt: true },
        orderBy: { createdAt: 'desc' },
      },
    },
  })
  await recordEvent({ action: 'own_export', result: 'ok', actor: viewer })
  const { sessions, resets, ...account } = user
  return {
    exportedAt: new Date(),
    user: { ...account, lastSignInAt: +user.lastSignInAt === 0 ? null : user.lastSignInAt },
    passwordChangedAt: password?.updatedAt ?? null,
    passwordResets: resets,
    picture: avatar && { type: 'image/webp', base64: Buffer.from(avatar.large).toString('base64') },
    sessions: sessions.map(session => ({
      ...session,
      current: session.id === viewer.sessionId,
    })),
    activity: await readOwnEvents(viewer),
  }
}

async function readOwnEvents(viewer: Viewer): Promise<OwnEventJson[]> {
  const all: OwnEventJson[] = []
  let after: string | undefined
  do {
    if (after) await recheckViewer(viewer)
    const page = await listOwnEvents(viewer, { limit: 1000, after })
    all.push(...page.events)
    after = page.next ?? undefined
  } while (after && all.length < MAX_EVENTS)
  return all
}
