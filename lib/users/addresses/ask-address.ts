import { z } from 'zod'
import { auditInsert } from '#lib/audit/record-event.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeMailAttempt } from '#lib/limits/mail-limits.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { requireMail } from '#lib/mail/require-mail.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { makeTicket, nameHolder } from '#lib/tickets/ticket.ts'
import { buildTakenMessage, buildVerifyMessage } from '../address-messages.ts'
import { isEmailTaken } from '../clashes.ts'
import { Email } from '../schema.ts'

/** The address that a user wants to have. */
export const WantedAddress = z.object({ email: Email })

/** How long the mail can be answered. */
const LIFETIME_MS = 24 * 60 * 60 * 1000

/**
 * Mails `email` a link and a code by which whoever reads them confirms that it is the viewer's. Their address stays as it
 * is until then. Where the address is another user's, its mail says so and has neither; nothing else differs.
 * @param address the client's on the network.
 * @throws Problem 401 `step_up_required`, 404 `mail_not_set_up`, 429 `limited`.
 */
export async function askForAddress(viewer: Viewer, email: string, address: string): Promise<void> {
  requireProof(viewer, 'email_ask')
  requireMail()
  await takeMailAttempt({ userId: viewer.id, address, email })
  const isTaken = await isEmailTaken(email, viewer.id)
  const { insert, ...given } = makeTicket({
    kind: 'email_verify',
    holder: nameHolder(viewer.id),
    userId: viewer.id,
    email,
    lifetimeMs: LIFETIME_MS,
  })
  const { uid } = viewer
  const message = isTaken ? buildTakenMessage(uid) : buildVerifyMessage(uid, given)
  await db().$transaction([
    insert,
    mailInsert({ to: email, message, userId: viewer.id }),
    auditInsert({
      action: 'mail_request',
      result: 'ok',
      actor: viewer,
      detail: { kind: 'email_verify' },
    }),
  ])
  wakeSender()
}
