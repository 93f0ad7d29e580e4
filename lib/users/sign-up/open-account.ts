import { recordEvent } from '#lib/audit/record-event.ts'
import { db, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { readTicketData, ticketSpend } from '#lib/tickets/ticket.ts'
import { findClash } from '../clashes.ts'
import { buildUserColumns, requireSignUp, type StoredUser, userInsert } from '../store.ts'
import { findValidTicket, type TicketUse, ticketVoid } from '../ticket-use.ts'

/** What waits in the ticket of a sign-up. */
type Waiting = { uid: string; name: string; dob: string | null; hash: string }

/** Finds which account a mail opens. @throws Problem 404 `ticket_void`, 429 `limited`. */
export async function findSignUp(use: TicketUse, address: string) {
  const ticket = await findValidTicket('sign_up', use, 'sign_up', address)
  const { uid, name, dob, hash } = readTicketData(ticket) as Waiting
  if (ticket.email === null) throw ticketVoid()
  return { ticketId: ticket.id, uid, name, dob, hash, email: ticket.email }
}

/**
 * Opens the account of a sign-up by the link or the code of its mail: with the address, which is verified by that. It
 * begins no session, since whoever reads the mail may be somebody else than who has chosen the password.
 * @param address the client's on the network.
 * @throws Problem 403 `signup_closed`, 404 `ticket_void`, 409 if somebody else has got the user ID (`uid_taken`) or the
 *   address (`email_taken`) in the meantime, 429 `limited`.
 */
export async function openAccount(use: TicketUse, address: string): Promise<StoredUser> {
  const { ticketId, uid, name, dob, hash, email } = await findSignUp(use, address)
  requireSignUp(null, {})
  const person = { uid, name, dob, email, emailVerified: true }
  try {
    const [, user] = await db().$transaction([
      ticketSpend(ticketId, new Date()),
      userInsert(person, hash),
    ])
    await recordEvent({ action: 'sign_up', result: 'ok', actor: null, target: user })
    return user
  } catch (error) {
    if (isMissingRow(error)) throw ticketVoid()
    throw isUniqueViolation(error) ? await findClash(buildUserColumns(person)) : error
  }
}
