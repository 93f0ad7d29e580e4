import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { mayMail } from '#lib/limits/may-mail.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { type MailWriters, mailRequestEnd, requestMail } from '#lib/mail/mail-request.ts'
import type { Message } from '#lib/mail/message.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { requireMail } from '#lib/mail/require-mail.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { findMailable, findRecipient } from '#lib/sign-in/find-recipient.ts'
import { formatCode } from '#lib/tickets/code.ts'
import { makeTicket } from '#lib/tickets/ticket.ts'

/** A link of a mail is good for an hour (ASVS v5.0.0-6.4.3). */
const LIFETIME_MS = 60 * 60 * 1000

/**
 * Has a link and a code for a new password mailed to whoever somebody names by user ID or verified address. Nobody learns
 * whether there is such an account: before the answer the same is kept for all, and the rest is done after it (ASVS
 * v5.0.0-6.3.8).
 * @param address the client's, since requests are limited per address.
 * @throws Problem 404 `mail_not_set_up`, 429 `limited`.
 */
export async function requestResetMail(identifier: string, address: string): Promise<void> {
  requireMail()
  await takeAttempt('mailRequest', address)
  const { user, holder } = await findRecipient(identifier)
  await requestMail('password_reset', { holder, userId: user?.id ?? null }, mailReset)
}

/** Writes the mail, or what takes its place for nobody. */
export const mailReset: MailWriters['password_reset'] = async ({ holder, userId }, request) => {
  const user = await findMailable(userId)
  // What was mailed before stays good, so that nobody can void it for them.
  if (!(await mayMail('resetMail', user ? String(user.id) : holder, user?.uid ?? ''))) {
    await mailRequestEnd(request)
    return
  }
  const { secret, code, insert } = makeTicket({
    kind: 'password_reset',
    holder,
    ...(user && { userId: user.id, email: user.email }),
    lifetimeMs: LIFETIME_MS,
  })
  const detail = { kind: 'password_reset' }
  if (!user) {
    await db().$transaction([mailRequestEnd(request), insert])
    await recordEvent({ action: 'mail_request', result: 'refused', actor: null, detail })
    return
  }
  await db().$transaction([
    mailRequestEnd(request),
    insert,
    mailInsert({
      to: user.email,
      userId: user.id,
      message: buildResetMessage(user.uid, secret, code),
    }),
    auditInsert({ action: 'mail_request', result: 'ok', actor: null, target: user, detail }),
  ])
  wakeSender()
}

/** The link leads to our own page, whichever page asked. */
export function buildResetMessage(uid: string, secret: string, code: string): Message {
  const { publicUrl, siteName } = env()
  return {
    kind: 'password_reset',
    subject: 'Choose a new password',
    title: 'Choose a new password',
    paragraphs: [
      `Your user ID is ${uid}. The link works once, within an hour. With the new password you are signed out everywhere.`,
    ],
    button: { label: 'Choose a new password', url: `${publicUrl.origin}/reset#${secret}` },
    code: formatCode(code),
    reason: `Somebody asked for this at ${siteName}. If that was not you, do nothing: your password stays as it is.`,
  }
}
