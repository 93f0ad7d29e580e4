import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditAction } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import type { Act } from '#lib/authority/acts.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
import { isRowId } from '#lib/http/list-id.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeInvitationAttempt } from '#lib/limits/mail-limits.ts'
import { foldAddress } from '#lib/mail/address.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { requireMail } from '#lib/mail/require-mail.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { findStop } from '#lib/mail/stops.ts'
import { makeTicket } from '#lib/tickets/ticket.ts'
import { emailTaken, isEmailTaken } from '../clashes.ts'
import { type InvitationJson, toInvitationJson } from './invitation-json.ts'
import { buildInvitationMessage } from './invitation-message.ts'
import { INVITATION_LIFETIME_MS, nameInvited } from './invite-users.ts'

/**
 * Mails an invitation again, with another link and code: it can be accepted for as long as a new one, and the viewer is
 * who invites from then on.
 * @throws Problem 401 `step_up_required`, 403, 404 (`mail_not_set_up`, `unknown_invitation`), 409 (`email_taken`,
 *   `invitation_accepted`), 429 `limited`.
 */
export async function resendInvitation(viewer: Viewer, id: number): Promise<InvitationJson> {
  requireChange(viewer, 'invitation_send')
  requireMail()
  const { email, emailKey, role, acceptedAt } = await findInvitation(id)
  if (acceptedAt) {
    throw new Problem(409, 'invitation_accepted', 'This invitation was accepted already.')
  }
  if (await isEmailTaken(email)) throw emailTaken(email)
  await takeInvitationAttempt(email)
  const ticket = { kind: 'invitation', holder: nameInvited(emailKey) } as const
  const { insert, ...given } = makeTicket({
    ...ticket,
    email,
    lifetimeMs: INVITATION_LIFETIME_MS,
  })
  const sent = { sentAt: new Date(), expiresAt: given.expiresAt }
  const by = { inviterId: viewer.id, inviterUid: viewer.uid }
  const [row] = await unlessGone(
    db().$transaction([
      db().invitation.update({ where: { id, acceptedAt: null }, data: { ...sent, ...by } }),
      insert,
      mailInsert({ to: email, message: buildInvitationMessage(viewer.name, given) }),
      auditInsert({
        action: 'invitation_send',
        result: 'ok',
        actor: viewer,
        target: { uid: email },
        detail: role === null ? {} : { role },
      }),
    ]),
    unknownInvitation,
  )
  wakeSender()
  return toInvitationJson(row, (await findStop(foldAddress(email))) !== null)
}

/**
 * Withdraws an invitation: what its mail has is void. Of one that was accepted only the entry goes.
 * @throws Problem 401 `step_up_required`, 403, 404 `unknown_invitation`.
 */
export async function withdrawInvitation(viewer: Viewer, id: number): Promise<void> {
  requireChange(viewer, 'invitation_withdraw')
  const { email, emailKey } = await findInvitation(id)
  await unlessGone(
    db().$transaction([
      db().invitation.delete({ where: { id }, select: { id: true } }),
      db().ticket.deleteMany({ where: { kind: 'invitation', holder: nameInvited(emailKey) } }),
      auditInsert({
        action: 'invitation_withdraw',
        result: 'ok',
        actor: viewer,
        target: { uid: email },
      }),
    ]),
    unknownInvitation,
  )
}

function requireChange(viewer: Viewer, act: Act & AuditAction): void {
  if (!isAdmin(viewer)) throw denyAccess(viewer, act)
  requireProof(viewer, act)
}

async function findInvitation(id: number) {
  const row = isRowId(id) ? await db().invitation.findUnique({ where: { id } }) : null
  if (!row) throw unknownInvitation()
  return row
}

function unknownInvitation(): Problem {
  return new Problem(404, 'unknown_invitation', 'There is no such invitation.')
}
