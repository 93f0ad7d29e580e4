import { randomUUID } from 'node:crypto'
import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { hashBeginner } from '#lib/ceremony/beginner.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Client } from '#lib/http/client-address.ts'
import { mayMail } from '#lib/limits/may-mail.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import {
  askMailCode,
  buildCodeMessage,
  MAIL_CODE_LIFETIME_MS,
  requireMailCode,
} from '#lib/proofs/mail-code.ts'
import type { Question } from '#lib/proofs/way.ts'
import { deferWork } from '#lib/runtime/defer.ts'
import { makeTicket } from '#lib/tickets/ticket.ts'
import { toBeginner, type WantedSignIn } from './conclude-step.ts'
import { findRecipient, type Recipient } from './find-recipient.ts'
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
  const recipient = await findRecipient(identifier)
  const { user } = recipient
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
  await awaitInTime(insert)
  const link = next === '' ? null : buildCodeLink(code, name)
  deferWork('mail with a code', () => mailCode(recipient, code, link))
  return { authSession: secret, question: askMailCode(next === '' ? HELP : PAGE_HELP) }
}

async function mailCode(
  { user, holder }: Recipient,
  code: string,
  link: string | null,
): Promise<void> {
  if (!(await mayMail('signInMail', user ? String(user.id) : holder, user?.uid ?? ''))) return
  const detail = { kind: 'sign_in_code' }
  if (!user) {
    await recordEvent({ action: 'mail_request', result: 'refused', actor: null, detail })
    return
  }
  const { id, uid, email } = user
  await db().$transaction([
    mailInsert({ to: email, message: buildCodeMessage(uid, code, link), userId: id }),
    auditInsert({ action: 'mail_request', result: 'ok', actor: null, target: { id, uid }, detail }),
  ])
  wakeSender()
}
