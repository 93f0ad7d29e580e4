import { listOwnEvents } from '#lib/audit/list.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { listOwnMails } from '#lib/mail/list-own-mails.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { noticeInserts } from '#lib/notices/notice.ts'
import { readProofTimes } from '#lib/proofs/proof-times.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'

/** How many audit events are exported, the newest: an administrator who has imported a school has more. */
const MAX_EVENTS = 10_000
const EVENTS_PER_PAGE = 500

/**
 * Opens a file of everything that is kept about the viewer (GDPR articles 15 and 20), including sessions that are over
 * as long as their rows exist. It leaves out what proves who somebody is, which would only be a risk in a file (the
 * hashes of the password and of reset links), and what is derived from the rest for searches.
 *
 * It reads the audit events page by page, as fast as the client takes them, and other requests get in between.
 * @throws Problem 401 `step_up_required`, 429 `limited`. If the session ends before all is read, the file breaks off.
 */
export async function exportOwnData(viewer: Viewer): Promise<ReadableStream<Uint8Array>> {
  requireProof(viewer, 'own_export')
  await takeAttempt('ownExport', String(viewer.id))
  const account = await readAccount(viewer)
  await db().$transaction([
    ...noticeInserts('export', viewer),
    auditInsert({ action: 'own_export', result: 'ok', actor: viewer }),
  ])
  wakeSender()
  const parts = writeFile(viewer, account)
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  )
}

/** Writes `account` as a JSON object, and the events as the last of its members. */
async function* writeFile(viewer: Viewer, account: object): AsyncGenerator<string> {
  yield `${JSON.stringify(account, null, 2).slice(0, -2)},\n  "activity": [`
  let written = 0
  let after: string | undefined
  do {
    await yieldToEventLoop()
    if (after) await recheckViewer(viewer)
    const page = await listOwnEvents(viewer, { limit: EVENTS_PER_PAGE, after })
    const lines = page.events.map(event => `\n    ${JSON.stringify(event)}`)
    yield `${written > 0 && lines.length > 0 ? ',' : ''}${lines.join(',')}`
    written += lines.length
    after = page.next ?? undefined
  } while (after && written < MAX_EVENTS)
  yield '\n  ]\n}\n'
}

async function readAccount(viewer: Viewer) {
  const { password, avatar, ...user } = await db().user.findUniqueOrThrow({
    where: { id: viewer.id },
    select: {
      id: true,
      uid: true,
      name: true,
      email: true,
      verifiedEmailKey: true,
      dob: true,
      role: true,
      disabled: true,
      createdAt: true,
      updatedAt: true,
      lastSignInAt: true,
      password: { select: { updatedAt: true } },
      avatar: { select: { large: true } },
      sessions: { omit: { userId: true }, orderBy: { createdAt: 'desc' } },
      consents: {
        select: { clientId: true, scope: true, createdAt: true },
        orderBy: { createdAt: 'desc' },
      },
      tickets: {
        select: { kind: true, email: true, createdAt: true, expiresAt: true, usedAt: true },
        orderBy: { createdAt: 'desc' },
      },
    },
  })
  const { sessions, tickets, consents, verifiedEmailKey, ...account } = user
  const mails = await listOwnMails(user)
  return {
    exportedAt: new Date(),
    user: {
      ...account,
      emailVerified: verifiedEmailKey !== null,
      lastSignInAt: +user.lastSignInAt === 0 ? null : user.lastSignInAt,
    },
    passwordChangedAt: password?.updatedAt ?? null,
    passwordResets: tickets
      .filter(({ kind }) => kind === 'password_reset')
      .map(({ createdAt, expiresAt, usedAt }) => ({ createdAt, expiresAt, usedAt })),
    mailed: tickets.filter(({ email }) => email !== null),
    mails,
    picture: avatar && { type: 'image/webp', base64: Buffer.from(avatar.large).toString('base64') },
    sessions: sessions.map(session => ({
      ...session,
      proofs: readProofTimes(session),
      current: session.id === viewer.sessionId,
    })),
    consents,
  }
}
