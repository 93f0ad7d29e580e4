import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import {
  askMailCode,
  buildCodeMessage,
  canMailCode,
  hasMailCode,
  MAIL_CODE_LIFETIME_MS,
  MAIL_CODE_PROOF,
} from '#lib/proofs/mail-code.ts'
import type { Way } from '#lib/proofs/way.ts'
import { makeTicket, nameHolder, ticketSpend } from '#lib/tickets/ticket.ts'
import { findTicketByCode } from '#lib/tickets/try-code.ts'

/**
 * A code that is mailed to the verified address of a user, beside another factor or for a step-up. Who signs in by it
 * alone is nobody yet, and begins elsewhere (`lib/sign-in/begin-by-mail.ts`).
 */
export const mailCodeWay: Way = {
  name: MAIL_CODE_PROOF.way,
  field: 'code',
  amr: MAIL_CODE_PROOF.amr,
  strength: MAIL_CODE_PROOF.strength,
  asksForTwo: false,

  async isSetUp(user) {
    return hasMailCode(user)
  },

  /** Mails a code, which replaces the one before. @throws Problem 429 `limited`. */
  async begin({ id, uid, email }) {
    await takeAttempt('signInMail', String(id), foldUid(uid))
    const to = email ?? ''
    const { code, insert } = makeTicket({
      kind: 'sign_in_code',
      holder: nameHolder(id),
      userId: id,
      email: to,
      lifetimeMs: MAIL_CODE_LIFETIME_MS,
    })
    const detail = { kind: 'sign_in_code' }
    await db().$transaction([
      insert,
      mailInsert({ to, message: buildCodeMessage(uid, code), userId: id }),
      auditInsert({
        action: 'mail_request',
        result: 'ok',
        actor: null,
        target: { id, uid },
        detail,
      }),
    ])
    wakeSender()
    return askMailCode('We have mailed it to your verified address. It is good for ten minutes.')
  },

  async prove(user, answer) {
    if (!canMailCode()) return null
    const holder = user && hasMailCode(user) ? nameHolder(user.id) : 'nobody'
    const ticket = await findTicketByCode('sign_in_code', { holder }, answer)
    if (!ticket || !user || !(await trySpend(ticket.id))) return null
    return { userId: user.id, amr: MAIL_CODE_PROOF.amr, strength: MAIL_CODE_PROOF.strength }
  },
}

/** Spends a ticket. @returns false if somebody else was faster. */
async function trySpend(id: string): Promise<boolean> {
  try {
    await ticketSpend(id, new Date())
    return true
  } catch (error) {
    if (isMissingRow(error)) return false
    throw error
  }
}
