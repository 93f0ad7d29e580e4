import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { isCodeOf, readCode } from './code.ts'
import { TICKET_COLUMNS, type TicketKind } from './ticket.ts'

/** How many wrong codes a ticket takes. After that its code is void; its link, which nobody can guess, is not. */
export const MAX_CODE_TRIES = 5

/** How many tickets of one address are tried, the newest: so many mails nobody is sent while one is valid. */
const MAX_TICKETS_TRIED = 20

/** Beside a code: whose ticket it is, or to which address it was sent. */
type Whose = { holder: string } | { email: string }

/**
 * Finds the ticket that is valid and has this code. Each ticket that the code could be of counts the try before it is
 * compared: of parallel tries exactly {@link MAX_CODE_TRIES} are compared. A right code gives its try back, so that an
 * act that was refused for another reason can be tried again.
 * @returns null for a wrong code, and for one whose ticket is spent, expired or has had too many tries.
 */
export async function findTicketByCode(kind: TicketKind, whose: Whose, typed: string) {
  const code = readCode(typed)
  const valid = { usedAt: null, expiresAt: { gt: new Date() }, tries: { lt: MAX_CODE_TRIES } }
  const by = 'holder' in whose ? whose : { emailKey: foldEmail(whose.email) }
  const tickets = await awaitInTime(
    db().ticket.findMany({
      where: { kind, codeMac: { not: null }, ...by, ...valid },
      select: TICKET_COLUMNS,
      orderBy: { createdAt: 'desc' },
      take: MAX_TICKETS_TRIED,
    }),
  )
  for (const ticket of tickets) {
    const { id, codeMac, holder } = ticket
    const { count } = await awaitInTime(
      db().ticket.updateMany({ where: { id, ...valid }, data: { tries: { increment: 1 } } }),
    )
    if (count === 0 || !codeMac || !isCodeOf(codeMac, kind, holder, code)) continue
    await awaitInTime(db().ticket.updateMany({ where: { id }, data: { tries: { decrement: 1 } } }))
    return ticket
  }
  return null
}
