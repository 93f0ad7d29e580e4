import { randomUUID } from 'node:crypto'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldText } from '#lib/identity/fold.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { mailedTicketsVoid, ticketSpend } from '#lib/tickets/ticket.ts'
import { listChangedMails } from '../changed-mails.ts'
import { emailTaken } from '../clashes.ts'
import { buildSearchTerms } from '../search/term.ts'
import { findUser } from '../store.ts'
import { findValidTicket, type TicketUse, ticketVoid } from '../ticket-use.ts'

/** One of several parallel changes of a user always wins, so all succeed if there are at most this many. */
const MAX_TRIES = 20

/** Finds whose address a mail confirms, and which. @throws Problem 404 `ticket_void`, 429 `limited`. */
export async function findAddressTicket(use: TicketUse, address: string) {
  const { id, email, user } = await findValidTicket('email_verify', use, 'email_verify', address)
  if (!user || email === null) throw ticketVoid()
  return { ticketId: id, userId: user.id, uid: user.uid, email }
}

/**
 * Makes the address that a mail went to the verified address of whoever asked for it. The mail works once. The address
 * from before is told, and what was mailed to it is void.
 * @param address the client's on the network.
 * @throws Problem 404 `ticket_void`, 409 `email_taken` if another user has verified it since, 429 `limited`.
 */
export async function verifyAddress(
  use: TicketUse,
  address: string,
): Promise<{ uid: string; email: string }> {
  const found = await findAddressTicket(use, address)
  for (let left = MAX_TRIES; ; left--) {
    try {
      await writeAddress(found)
      wakeSender()
      return { uid: found.uid, email: found.email }
    } catch (error) {
      if (isUniqueViolation(error)) throw emailTaken(found.email)
      if (!isMissingRow(error)) throw error
      // Either the ticket was spent in the meantime, or the user has changed.
      if (left === 0 || !(await isUnspent(found.ticketId))) throw ticketVoid()
    }
  }
}

async function writeAddress(found: { ticketId: string; userId: number; email: string }) {
  const { ticketId, userId, email } = found
  const user = await findUser({ id: userId })
  const next = { ...user, email, verifiedEmailKey: foldEmail(email) }
  const terms = { deleteMany: {}, createMany: { data: buildSearchTerms(next) } }
  await db().$transaction([
    ticketSpend(ticketId, new Date()),
    db().user.update({
      where: { id: userId, version: user.version },
      data: {
        email,
        emailKey: foldText(email),
        verifiedEmailKey: next.verifiedEmailKey,
        version: randomUUID(),
        terms,
      },
      select: { id: true },
    }),
    mailedTicketsVoid(userId, ticketId),
    ...listChangedMails(user, next),
    auditInsert({ action: 'email_verify', result: 'ok', actor: null, target: user }),
  ])
}

async function isUnspent(id: string): Promise<boolean> {
  const where = { id, usedAt: null, expiresAt: { gt: new Date() } }
  return (await awaitInTime(db().ticket.count({ where }))) > 0
}
