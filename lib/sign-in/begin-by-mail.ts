import { randomUUID } from 'node:crypto'
import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { hashBeginner } from '#lib/ceremony/beginner.ts'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import { mayMail } from '#lib/limits/may-mail.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { type MailWriters, mailRequestEnd, requestMail } from '#lib/mail/mail-request.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import {
  askMailCode,
  buildCodeMessage,
  MAIL_CODE_LIFETIME_MS,
  requireMailCode,
} from '#lib/proofs/mail-code.ts'
import type { Question } from '#lib/proofs/way.ts'
import { makeTicket } from '#lib/tickets/ticket.ts'
import { toBeginner, type WantedSignIn } from './conclude-step.ts'
import { findMailable, findRecipient } from './find-recipient.ts'
import { buildCodeLink, nameMailedHolder } from './mailed-sign-in.ts'

/** What whoever asks is told, whether a mail is sent or not. */
const HELP = 'If there is such an account with a verified e-mail address, its code is on its way.'
/** The same on our pages, where the mail has a link, too. */
const PAGE_HELP = `${HELP} You can also open the link of the mail in this browser.`

/**
 * Begins a sign-in by a code that is mailed to whoever somebody names by user ID or verified address. Nobody learns whether
 * there is such an account: what names the sign-in is made for all, and the mail is written after the answer (ASVS
 * v5.0.0-6.3.8). Only the browser or program that asks can go on with it. Another request leaves it as it is, so that
 * nobody can void the code of somebody else.
 * @param next where the person goes on once they are signed in, if that is a page of ours: then the mail has a link, too.
 * @returns the secret that names the sign-in, for `continueSignIn`, and what the person is asked.
 * @throws Problem 404 `mail_sign_in_off`, 429 `limited`.
 */
export async function beginSignInByMail(
  identifier: string,
  client: Client,
  wanted: WantedSignIn,
  next = '',
): Promise<{ authSession: string; question: Question }> {
  requireMailCode()
  await takeAttempt('mailRequest', client.address)
  const { user, holder } = await findRecipient(identifier)
  const name = randomUUID()
  const { secret, code, insert } = makeTicket({
    kind: 'sign_in_code',
    holder: nameMailedHolder(name),
    ...(user && { userId: user.id, email: user.email }),
    data: {
      begunBy: hashBeginner(toBeginner(client, wanted)),
      version: user?.version ?? '',
      next,
    },
    lifetimeMs: MAIL_CODE_LIFETIME_MS,
  })
  const link = next === '' ? null : buildCodeLink(code, name)
  const facts = { holder, userId: user?.id ?? null, code, link }
  await requestMail('sign_in_code', facts, mailCode, [insert])
  return { authSession: secret, question: askMailCode(next === '' ? HELP : PAGE_HELP) }
}

/** Writes the mail, or what takes its place for nobody. */
export const mailCode: MailWriters['sign_in_code'] = async (
  { holder, userId, code, link },
  request,
) => {
  const user = await findMailable(userId)
  const isOver = +request.createdAt + MAIL_CODE_LIFETIME_MS <= Date.now()
  if (isOver || !(await mayMail('signInMail', user ? String(user.id) : holder, user?.uid ?? ''))) {
    await mailRequestEnd(request)
    return
  }
  const detail = { kind: 'sign_in_code' }
  if (!user) {
    await mailRequestEnd(request)
    await recordEvent({ action: 'mail_request', result: 'refused', actor: null, detail })
    return
  }
  const { id, uid, email } = user
  await db().$transaction([
    mailRequestEnd(request),
    mailInsert({ to: email, message: buildCodeMessage(uid, code, link), userId: id }),
    auditInsert({ action: 'mail_request', result: 'ok', actor: null, target: { id, uid }, detail }),
  ])
  wakeSender()
}
