import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { computeCodeMac, isCodeOf, makeCode, readCode } from './code.ts'
import { computeSecretMac, makeSecret } from './secret.ts'
import { TICKET_COLUMNS, type TicketKind } from './ticket.ts'

/** How many wrong codes a ticket takes. After that its code is void; its link, which nobody can guess, is not. */
export const MAX_CODE_TRIES = 5

/** How many tickets of one address are tried, the newest: so many mails nobody is sent while one is valid. */
const MAX_TICKETS_TRIED = 20

/** How long tries at an address without a ticket count together. */
const DECOY_LIFETIME_MS = 3_600_000

/** Beside a code: whose ticket it is, or to which address it was sent. */
type Whose = { holder: string } | { email: string }

/**
 * Finds the ticket that is valid and has this code. Each ticket that the code could be of counts the try before it is
 * compared: of parallel tries exactly {@link MAX_CODE_TRIES} are compared. A right code gives its try back, so that an
 * act that was refused for another reason can be tried again. A try at an address without a ticket costs a write, too.
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
  if (tickets.length === 0 && 'email' in whose) await keepDecoy(kind, foldEmail(whose.email))
  const real = tickets.filter(({ email }) => email !== null || 'holder' in whose)
  for (const ticket of real.length > 0 ? real : tickets) {
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

/**
 * Keeps a ticket whose code nobody knows for an address that has none, so that the time of a try tells nobody which
 * addresses were mailed (ASVS v5.0.0-6.3.8). The next tries count on it as they do on a real one.
 */
async function keepDecoy(kind: TicketKind, emailKey: string): Promise<void> {
  if (emailKey === '') return
  const now = new Date()
  const holder = `nobody ${randomUUID()}`
  await awaitInTime(
    db().ticket.create({
      data: {
        id: computeSecretMac(makeSecret()),
        kind,
        holder,
        emailKey,
        codeMac: computeCodeMac(kind, holder, makeCode()),
        tries: 1,
        createdAt: now,
        expiresAt: new Date(+now + DECOY_LIFETIME_MS),
      },
      select: { id: true },
    }),
  )
}
