import { randomUUID } from 'node:crypto'
import { env } from '#lib/env/env.ts'
import type { OwnNotice } from '#lib/env/notices.ts'
import type { Client } from '#lib/http/client-address.ts'
import { findRequestContext } from '#lib/http/request-context.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { canMail } from '#lib/mail/settings.ts'
import { makeTicket } from '#lib/tickets/ticket.ts'
import { buildNotice, type Happening, NOT_ME_DAYS } from './notice-messages.ts'

const LIFETIME_MS = NOT_ME_DAYS * 24 * 60 * 60 * 1000

/** Who is told, as they were before what happened. */
export type Addressee = {
  id: number
  uid: string
  email: string | null
  verifiedEmailKey: string | null
}

/** Whether somebody is told of `notice`: it is on, mails are sent, and their address is verified. */
export function isTold<U extends Addressee>(
  notice: OwnNotice,
  user: U,
): user is U & { email: string } {
  const isVerified = user.email !== null && user.verifiedEmailKey !== null
  return isVerified && canMail() && env().notices.includes(notice)
}

/**
 * The queries that tell a user what happened to their account, for the transaction in which it happens; none where nobody
 * is told. Afterwards call `wakeSender()`. The mail has a link by which they say that it was not them.
 * @param client who asked for it, if it is not the current request.
 */
export function noticeInserts(
  notice: OwnNotice,
  user: Addressee,
  client: Client | null = findRequestContext()?.client ?? null,
) {
  if (!isTold(notice, user)) return []
  const { insert, ...given } = makeTicket({
    kind: 'not_me',
    // Each stays good beside those that come after it: somebody else may cause any number.
    holder: `not me ${randomUUID()}`,
    userId: user.id,
    email: user.email,
    lifetimeMs: LIFETIME_MS,
  })
  return [insert, noticeMail(notice, user, client, given)]
}

/** The query that tells somebody without such a link: the account is gone, or the address is new. */
export function plainNoticeInserts(
  notice: OwnNotice,
  happening: Happening,
  user: Addressee,
  client: Client | null = findRequestContext()?.client ?? null,
) {
  return isTold(notice, user) ? [noticeMail(happening, user, client, null)] : []
}

function noticeMail(
  happening: Happening,
  { id, uid, email }: { id: number; uid: string; email: string },
  client: Client | null,
  given: { secret: string; code: string } | null,
) {
  const message = buildNotice(happening, uid, new Date(), client, given)
  return mailInsert({ to: email, userId: id, message })
}
