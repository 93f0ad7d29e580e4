import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { invalidInput } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeMailAttempt } from '#lib/limits/mail-limits.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { requireMail } from '#lib/mail/require-mail.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { makeTicket } from '#lib/tickets/ticket.ts'
import { isEmailTaken, isUidTaken, requireOwnUid, uidTaken } from '../clashes.ts'
import type { NewUser } from '../schema.ts'
import { buildUserColumns, hashFirstPassword, requireSignUp } from '../store.ts'
import { buildKnownMessage, buildSignUpMessage } from './messages.ts'

/** How long a sign-up is kept that nobody finishes. */
const LIFETIME_MS = 24 * 60 * 60 * 1000

/**
 * Keeps a sign-up until its mail is answered. The password waits as its hash. The answer says whether the user ID is taken,
 * as every sign-up does, and nothing of the address: where it belongs to an account, the mail says so, and all else is
 * the same. So it is for a user ID that is an address.
 * @param address the client's on the network.
 * @throws Problem 400, also without an address; 403 (`signup_closed`, `insufficient_role`), 409 `uid_taken`, 429
 *   `limited`, 503 `hash_queue_full`.
 */
export async function askForAccount(
  viewer: Viewer | null,
  input: NewUser,
  address: string,
): Promise<void> {
  requireSignUp(viewer, input)
  requireMail()
  const { uid, name, email, dob = null } = input
  if (!email) {
    const message = 'Enter your e-mail address: a mail to it opens the account.'
    throw invalidInput([{ path: 'email', message }])
  }
  const columns = buildUserColumns({ ...input, emailVerified: true })
  requireOwnUid(columns)
  await takeAttempt('signUp', address)
  await takeMailAttempt({ address, email })
  const isEmailKnown = await isEmailTaken(email)
  const isUidKnown = await isUidTaken(uid)
  if (isUidKnown && !uid.includes('@')) throw uidTaken(uid)
  const hash = await hashFirstPassword(input, null)
  const { insert, ...given } = makeTicket({
    kind: 'sign_up',
    holder: `sign-up ${columns.uidKey} ${columns.verifiedEmailKey}`,
    email,
    data: { uid, name, dob, hash },
    lifetimeMs: LIFETIME_MS,
  })
  const message = isEmailKnown || isUidKnown ? buildKnownMessage() : buildSignUpMessage(uid, given)
  const detail = { kind: 'sign_up' }
  await db().$transaction([
    insert,
    mailInsert({ to: email, message }),
    auditInsert({ action: 'mail_request', result: 'ok', actor: null, detail }),
  ])
  wakeSender()
}
