import { db } from '#lib/db/db.ts'
import { computeSecretMac, listSecretMacs, makeSecret } from './secret.ts'

// A ticket is a one-time secret that lets its holder do one thing: so far, set a new password for a user.

/** A new ticket. `secret` is shown once and stored nowhere. */
export type NewTicket = { secret: string; id: string; createdAt: Date; expiresAt: Date }

/** Makes a ticket that can be used for `lifetimeMs`. {@link ticketInserts} stores it. */
export function createTicket(lifetimeMs: number): NewTicket {
  const secret = makeSecret()
  const createdAt = new Date()
  return {
    secret,
    id: computeSecretMac(secret),
    createdAt,
    expiresAt: new Date(+createdAt + lifetimeMs),
  }
}

/** The queries that replace all tickets of `userId` with this one, for a transaction. */
export function ticketInserts(userId: number, { id, createdAt, expiresAt }: NewTicket) {
  return [
    db().passwordReset.deleteMany({ where: { userId } }),
    db().passwordReset.create({
      data: { id, userId, createdAt, expiresAt },
      select: { id: true },
    }),
  ] as const
}

/** Finds the ticket with this secret, spent or not, and its user. Null if there is none. */
export function findTicket(secret: string) {
  return db().passwordReset.findFirst({
    where: { id: { in: listSecretMacs(secret) } },
    include: {
      user: {
        select: {
          uid: true,
          name: true,
          email: true,
          disabled: true,
          password: { select: { updatedAt: true } },
        },
      },
    },
  })
}

/**
 * The query that spends the ticket `id`, for a transaction. It fails, and so undoes the transaction, where the ticket is
 * spent or expired: of parallel uses one succeeds (ASVS v5.0.0-15.4.2).
 */
export function ticketSpend(id: string, now: Date) {
  return db().passwordReset.update({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { id: true },
  })
}
