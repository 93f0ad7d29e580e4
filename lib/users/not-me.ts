import { randomUUID } from 'node:crypto'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldText } from '#lib/identity/fold.ts'
import type { Message } from '#lib/mail/message.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { sessionEnd } from '#lib/sessions/end-sessions.ts'
import { formatCode } from '#lib/tickets/code.ts'
import { mailedTicketsVoid, makeTicket, ticketSpend } from '#lib/tickets/ticket.ts'
import { buildSearchTerms } from './search/term.ts'
import { findUser, type StoredUser } from './store.ts'
import { findValidTicket, type TicketUse, ticketVoid } from './ticket-use.ts'

/** How long the link for a new password is good, which comes of it. */
const RESET_LIFETIME_MS = 24 * 60 * 60 * 1000
/** A change of the user at the same time is made before or after this. */
const MAX_TRIES = 20

/** Finds whose account a notice was about. @throws Problem 404 `ticket_void`, 429 `limited`. */
export async function findNotMe(use: TicketUse, address: string) {
  const { id, email, createdAt, user } = await findValidTicket('not_me', use, 'not_me', address)
  if (!user || email === null) throw ticketVoid()
  return { ticketId: id, createdAt, userId: user.id, uid: user.uid, email }
}

/**
 * Takes an account back for whoever reads the mails to an address that it has, or had when the notice was mailed: ends
 * every session and unfinished sign-in, voids the password and what was mailed, makes that address the account's again,
 * and mails a link for a new password to it.
 *
 * It also voids the notices that came later, and not those from before: whoever has taken an account and given it their
 * own address can say "not me" only of what came after that.
 * @param address the client's on the network.
 * @throws Problem 404 `ticket_void`, 429 `limited`.
 */
export async function sayNotMe(use: TicketUse, address: string): Promise<{ uid: string }> {
  const found = await findNotMe(use, address)
  for (let left = MAX_TRIES, keepsAddress = false; ; left--) {
    try {
      const user = await findUser({ id: found.userId })
      await takeBack(user, found, keepsAddress)
      wakeSender()
      return { uid: found.uid }
    } catch (error) {
      // Somebody else has verified the address since: then it does not become this account's again.
      if (isUniqueViolation(error) && !keepsAddress) keepsAddress = true
      else if (!isMissingRow(error) || left === 0) throw isMissingRow(error) ? ticketVoid() : error
      else await findNotMe(use, address)
    }
  }
}

type Found = { ticketId: string; createdAt: Date; userId: number; uid: string; email: string }

async function takeBack(user: StoredUser, found: Found, keepsAddress: boolean): Promise<void> {
  const { ticketId, createdAt, userId: id, email } = found
  const now = new Date()
  const verifiedEmailKey = keepsAddress ? null : foldEmail(email)
  const next = keepsAddress ? { ...user, verifiedEmailKey } : { ...user, email, verifiedEmailKey }
  const { insert, ...given } = makeTicket({
    kind: 'password_reset',
    holder: `mail of user ${id}`,
    userId: id,
    email,
    lifetimeMs: RESET_LIFETIME_MS,
  })
  await db().$transaction([
    ticketSpend(ticketId, now),
    db().user.update({
      where: { id, version: user.version },
      data: {
        email: next.email,
        emailKey: next.email && foldText(next.email),
        verifiedEmailKey,
        version: randomUUID(),
        terms: { deleteMany: {}, createMany: { data: buildSearchTerms(next) } },
      },
      select: { id: true },
    }),
    mailedTicketsVoid(id, ticketId),
    db().ticket.deleteMany({
      where: { kind: 'not_me', userId: id, createdAt: { gte: createdAt }, id: { not: ticketId } },
    }),
    db().password.deleteMany({ where: { userId: id } }),
    sessionEnd({ userId: id }, now),
    db().ceremony.deleteMany({ where: { userId: id } }),
    insert,
    mailInsert({ to: email, userId: id, message: buildNotMeMessage(user.uid, given) }),
    auditInsert({ action: 'not_me', result: 'ok', actor: null, target: user }),
  ])
}

/** The mail to whoever has said that it was not them. */
export function buildNotMeMessage(
  uid: string,
  { secret, code }: { secret: string; code: string },
): Message {
  const { publicUrl, siteName } = env()
  return {
    kind: 'not_me',
    subject: 'Choose a new password',
    title: 'Choose a new password',
    paragraphs: [
      `You said that it was not you. Your account ${uid} at ${siteName} is signed out everywhere, and its password is void. Choose a new one within 24 hours.`,
    ],
    button: { label: 'Choose a new password', url: `${publicUrl.origin}/reset#${secret}` },
    code: formatCode(code),
    reason: `If the link is too old, ask for another one at ${siteName}, or ask an administrator.`,
  }
}
