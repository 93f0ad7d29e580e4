import { denyAccess } from '#lib/audit/deny-access.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { isRowId } from '#lib/http/list-id.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { describeMails } from './list-mails.ts'
import type { MailJson } from './mail-json.ts'
import { endServerPause, wakeSender } from './sender.ts'

/**
 * Has a mail that waits or has failed sent now, and tried for another day. Its address is no longer stopped, since an
 * administrator who asks for this knows better than the server did.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_mail`, 409 `mail_erased` for one that was sent, or whose
 *   words are gone.
 */
export async function retryMail(viewer: Viewer, id: number): Promise<MailJson> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'mail_retry')
  requireProof(viewer, 'mail_retry')
  const mail = await requireMail(id)
  if (mail.content === '') {
    const message = 'The words of this mail are erased, so it cannot be sent again.'
    throw new Problem(409, 'mail_erased', message)
  }
  const { addressKey, address, kind } = mail
  await db().$transaction([
    db().mailStop.deleteMany({ where: { addressKey } }),
    // One that a process has in hand stays there: it would be sent twice.
    db().mail.updateMany({
      where: { id, lease: '', status: { not: 'sent' } },
      data: { status: 'waiting', dueAt: new Date(), tries: 0, endedAt: null },
    }),
    auditInsert({
      action: 'mail_retry',
      result: 'ok',
      actor: viewer,
      target: { uid: address },
      detail: { mail: id, kind },
    }),
  ])
  endServerPause()
  wakeSender()
  const [changed] = await describeMails([await requireMail(id)])
  if (!changed) throw unknownMail()
  return changed
}

/**
 * Removes a mail. One that is just being handed over may still arrive.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_mail`.
 */
export async function dropMail(viewer: Viewer, id: number): Promise<void> {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'mail_drop')
  requireProof(viewer, 'mail_drop')
  const { address, kind, status } = await requireMail(id)
  await unlessGone(
    db().$transaction([
      db().mail.delete({ where: { id }, select: { id: true } }),
      auditInsert({
        action: 'mail_drop',
        result: 'ok',
        actor: viewer,
        target: { uid: address },
        detail: { mail: id, kind, status },
      }),
    ]),
    unknownMail,
  )
}

async function requireMail(id: number) {
  const mail = isRowId(id) ? await db().mail.findUnique({ where: { id } }) : null
  if (!mail) throw unknownMail()
  return mail
}

function unknownMail(): Problem {
  return new Problem(404, 'unknown_mail', 'There is no such mail in the outbox.')
}
