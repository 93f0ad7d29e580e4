import { z } from 'zod'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { hasAdminRole } from '#lib/identity/role.ts'
import { ticketSpend } from '#lib/tickets/ticket.ts'
import { findClash, isUidTaken, requireOwnUid, uidTaken } from '../clashes.ts'
import { NewUser } from '../schema.ts'
import { buildUserColumns, hashFirstPassword, type StoredUser, userInsert } from '../store.ts'
import { findValidTicket, TicketUse, ticketVoid } from '../ticket-use.ts'

const { uid, name, password } = NewUser.shape

/** What somebody chooses for their account. */
export const ChosenAccount = z.object({
  uid,
  name: z
    .preprocess(value => (value === '' ? undefined : value), name.optional())
    .describe('Without it, what the invitation calls them, or else the user ID.'),
  password,
})
export type ChosenAccount = z.output<typeof ChosenAccount>

/** The same, with what the mail gave. */
export const InvitationUse = TicketUse.and(ChosenAccount)

/**
 * Finds what a mail invites to. An invitation to the default role holds whatever becomes of who sent it, as an account
 * that they had made would. One to another role is judged again: its sender must still be an administrator, so that
 * nobody who has lost that right comes back by an invitation of their own; and there must still be such a role.
 * @param address the client's on the network.
 * @throws Problem 404 `ticket_void`, 429 `limited`.
 */
export async function findInvitationByMail(use: TicketUse, address: string) {
  const ticket = await findValidTicket('invitation', use, 'invitation_accept', address)
  const emailKey = foldEmail(ticket.email ?? '')
  const invitation = await awaitInTime(db().invitation.findUnique({ where: { emailKey } }))
  if (!invitation || invitation.acceptedAt) throw ticketVoid()
  const { id, email, role } = invitation
  if (role !== null && !(await canStillGive(role, invitation.inviterId))) throw ticketVoid()
  return { ticketId: ticket.id, invitationId: id, email, name: invitation.name, role }
}

/**
 * Opens the account of an invitation by the link or the code of its mail: with its role, and with the address, which is
 * verified by that. What was chosen can be corrected: the mail is spent only once the account is there.
 * @param address the client's on the network.
 * @throws Problem 400 for a password that is easy to guess, 404 `ticket_void`, 409 (`uid_taken`, `email_taken`), 429
 *   `limited`, 503 `hash_queue_full`.
 */
export async function acceptInvitation(
  use: TicketUse,
  chosen: ChosenAccount,
  address: string,
): Promise<StoredUser> {
  const { ticketId, invitationId, email, ...invited } = await findInvitationByMail(use, address)
  const { uid, password } = chosen
  const name = chosen.name ?? invited.name ?? uid
  const role = invited.role ?? undefined
  const person = { uid, name, email, emailVerified: true, ...(role && { role }) }
  const columns = buildUserColumns(person)
  requireOwnUid(columns)
  if (await isUidTaken(uid)) throw uidTaken(uid)
  const hash = await hashFirstPassword({ ...person, password }, null)
  const now = new Date()
  try {
    const [, , user] = await db().$transaction([
      ticketSpend(ticketId, now),
      db().invitation.update({
        where: { id: invitationId, acceptedAt: null },
        data: { acceptedAt: now, uid },
        select: { id: true },
      }),
      userInsert(person, hash),
      auditInsert({
        action: 'invitation_accept',
        result: 'ok',
        actor: null,
        target: { uid },
        detail: { role: columns.role },
      }),
    ])
    return user
  } catch (error) {
    if (isMissingRow(error)) throw ticketVoid()
    throw isUniqueViolation(error) ? await findClash(columns) : error
  }
}

async function canStillGive(role: string, inviterId: number): Promise<boolean> {
  if (!env().roles.includes(role)) return false
  const inviter = await awaitInTime(
    db().user.findUnique({ where: { id: inviterId }, select: { role: true, disabled: true } }),
  )
  return hasAdminRole(inviter) && !inviter?.disabled
}
