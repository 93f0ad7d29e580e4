import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { sealText } from '#lib/runtime/seal.ts'
import { foldAddress } from './address.ts'
import type { Message } from './message.ts'

/** A mail to be sent; `userId` is the user whom it concerns. */
export type NewMail = { to: string; message: Message; userId?: number | null }

/**
 * The query that puts a mail into the outbox, for the transaction of what causes it. After the transaction call
 * `wakeSender()`; without that it is sent some seconds later.
 */
export function mailInsert(mail: NewMail) {
  return db().mail.create({ data: toRow(mail, 0, new Date()), select: { id: true } })
}

/**
 * The query that puts a number of mails into the outbox. They are sent after those of {@link mailInsert}. Of thousands,
 * put some hundred into each: ten queries of 500 take a third of the time of one of 5000.
 */
export function mailInsertMany(mails: readonly NewMail[]) {
  const now = new Date()
  return db().mail.createMany({ data: mails.map(mail => toRow(mail, 1, now)) })
}

function toRow({ to, message, userId = null }: NewMail, priority: number, now: Date) {
  const messageId = randomUUID()
  return {
    messageId,
    kind: message.kind,
    userId,
    address: to,
    addressKey: foldAddress(to),
    content: sealText(JSON.stringify(message), 'mail', messageId),
    priority,
    createdAt: now,
    dueAt: now,
  }
}
