import { db, type Prisma } from '#lib/db/db.ts'
import { rowsInsert } from '#lib/db/rows-insert.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { computeCodeMac, makeCode } from './code.ts'
import { computeSecretMac, listSecretMacs, makeSecret } from './secret.ts'

// A ticket is a one-time secret that lets its holder do one thing. It can be spent by its secret, which stands in a
// link, or by a code that people type.

/** What tickets are for. */
export type TicketKind =
  | 'email_verify'
  | 'invitation'
  | 'not_me'
  | 'password_reset'
  | 'sign_in_code'
  | 'sign_up'

/** What a ticket is about, beside whom: what is done once it comes back. Never a password in clear. */
export type TicketData = Readonly<Record<string, string | number | boolean | null>>

/** What a new ticket is. */
export type TicketTerms = {
  kind: TicketKind
  /** Whom it is for. A newer ticket of the same kind for the same holder takes the place of the older one. */
  holder: string
  /** The user whom it is for, and with whom it is deleted. */
  userId?: number
  /** The address that it is sent to. */
  email?: string
  data?: TicketData
  lifetimeMs: number
}

/** A user as the holder of their tickets. */
export function nameHolder(userId: number): string {
  return `user ${userId}`
}

/**
 * Makes a ticket. `secret` is for a link and `code` for people who read it on another device; neither is stored.
 * `insert` is the query that keeps it, for the transaction of what causes it.
 */
export function makeTicket(terms: TicketTerms) {
  const { kind, holder } = terms
  const { secret, code, row } = drawTicket(terms)
  const insert = db().ticket.upsert({
    where: { kind_holder: { kind, holder } },
    create: { kind, holder, ...row },
    update: row,
    select: { id: true },
  })
  return { secret, code, expiresAt: row.expiresAt, insert }
}

/**
 * Makes tickets of one kind for people who are no users, as {@link makeTicket} does one: what each is for, and the queries
 * for all. At least one, and at most 1000.
 */
export function makeTickets(
  { kind, lifetimeMs }: Pick<TicketTerms, 'kind' | 'lifetimeMs'>,
  recipients: readonly { holder: string; email: string }[],
) {
  const drawn = recipients.map(one => drawTicket({ kind, lifetimeMs, ...one }))
  const holders = recipients.map(({ holder }) => holder)
  const createdAt = new Date()
  const rows = drawn.map(({ row: { id, email, emailKey, codeMac } }, i) => ({
    id,
    holder: holders[i] ?? '',
    email,
    emailKey,
    codeMac,
  }))
  return {
    given: drawn.map(({ secret, code }) => ({ secret, code })),
    inserts: [
      db().ticket.deleteMany({ where: { kind, holder: { in: holders } } }),
      rowsInsert('Ticket', { kind, createdAt, expiresAt: new Date(+createdAt + lifetimeMs) }, rows),
    ],
  }
}

function drawTicket(terms: TicketTerms) {
  const { kind, holder } = terms
  const secret = makeSecret()
  const code = makeCode()
  const createdAt = new Date()
  const expiresAt = new Date(+createdAt + terms.lifetimeMs)
  const row = {
    id: computeSecretMac(secret),
    userId: terms.userId ?? null,
    email: terms.email ?? null,
    emailKey: terms.email === undefined ? null : foldEmail(terms.email),
    data: terms.data === undefined ? '' : JSON.stringify(terms.data),
    codeMac: computeCodeMac(kind, holder, code),
    tries: 0,
    createdAt,
    expiresAt,
    usedAt: null,
  }
  return { secret, code, row }
}

/** The columns of a ticket by which its act is judged, and its user. */
export const TICKET_COLUMNS = {
  id: true,
  kind: true,
  holder: true,
  userId: true,
  email: true,
  data: true,
  codeMac: true,
  tries: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
  user: {
    select: {
      id: true,
      uid: true,
      name: true,
      email: true,
      verifiedEmailKey: true,
      disabled: true,
      version: true,
      password: { select: { updatedAt: true } },
    },
  },
} as const satisfies Prisma.TicketSelect

/** Finds the ticket with this secret, spent or expired or not, and its user. Null if there is none. */
export function findTicketBySecret(kind: TicketKind, secret: string) {
  return db().ticket.findFirst({
    where: { kind, id: { in: listSecretMacs(secret) } },
    select: TICKET_COLUMNS,
  })
}

/** Finds the ticket of this kind that `holder` has, spent or expired or not. Null if there is none. */
export function findTicketOf(kind: TicketKind, holder: string) {
  return db().ticket.findUnique({
    where: { kind_holder: { kind, holder } },
    select: TICKET_COLUMNS,
  })
}

/** Reads what a ticket is about. */
export function readTicketData({ data }: { data: string }): TicketData {
  return data === '' ? {} : JSON.parse(data)
}

/**
 * The query that spends the ticket `id`, for a transaction. It fails, and so undoes the transaction, where the ticket is
 * spent, replaced or expired: of parallel uses one succeeds (ASVS v5.0.0-15.4.2).
 */
export function ticketSpend(id: string, now: Date) {
  return db().ticket.update({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, data: '', codeMac: null },
    select: { id: true },
  })
}

/**
 * The query that voids what was mailed to a user, for the transaction in which they get another address or password.
 * Notices stay good, by which the owner of an account takes it back.
 * @param spentId the ticket by which they get it, which stays on record as spent.
 */
export function mailedTicketsVoid(userId: number, spentId = '') {
  return db().ticket.deleteMany({
    where: { userId, kind: { not: 'not_me' }, emailKey: { not: null }, id: { not: spentId } },
  })
}
