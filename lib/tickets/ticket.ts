import { db } from '#lib/db/db.ts'
import { hashSecret, makeSecret } from './secret.ts'

// A ticket is a one-time secret that is worth something to whoever holds it: so far, a new password for a user.

/** A ticket that was just made; `secret` is told once and kept nowhere. */
export type NewTicket = { secret: string; id: string; createdAt: Date; expiresAt: Date }

/** @param lifetimeMs how long it may be used, in milliseconds. */
export function createTicket(lifetimeMs: number): NewTicket {
  const secret = makeSecret()
  const createdAt = new Date()
  return {
    secret,
    id: hashSecret(secret),
    createdAt,
    expiresAt: new Date(+createdAt + lifetimeMs),
  }
}

/** The queries that give `userId` a ticket in the place of those before, for a transaction. */
export function ticketInserts(userId: number, { id, createdAt, expiresAt }: NewTicket) {
  return [
    db().passwordReset.deleteMany({ where: { userId } }),
    db().passwordReset.create({
      data: { id, userId, createdAt, expiresAt },
      select: { id: true },
    }),
  ] as const
}

/** The ticket that `secret` opens, spent or not, and whose it is. */
export function findTicket(secret: string) {
  return db().passwordReset.findUnique({
    where: { id: hashSecret(secret) },
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
 * The query that spends a ticket, for a transaction, which it undoes where the ticket is spent or too old: of
 * parallel uses one succeeds (ASVS v5.0.0-15.4.2).
 */
export function ticketSpend(secret: string, now: Date) {
  return db().passwordReset.update({
    where: { id: hashSecret(secret), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { id: true },
  })
}
