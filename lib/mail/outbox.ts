import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/db.ts'
import { rowsInsert } from '#lib/db/rows-insert.ts'
import { sealText } from '#lib/runtime/seal.ts'
import { foldAddress } from './address.ts'
import type { Message } from './message.ts'

/** A mail to be sent, not before `dueAt`; `userId` is the user whom it concerns. */
export type NewMail = { to: string; message: Message; userId?: number | null; dueAt?: Date }

/**
 * The query that puts a mail into the outbox, for the transaction of what causes it. After the transaction call
 * `wakeSender()`; without that it is sent some seconds later.
 */
export function mailInsert(mail: NewMail) {
  const now = new Date()
  const { kind } = mail.message
  const { userId = null, dueAt = now } = mail
  return db().mail.create({
    data: { ...toRow(mail), kind, userId, createdAt: now, dueAt },
    select: { id: true },
  })
}

/**
 * The query that puts a number of mails of one kind into the outbox, at least one and at most 1000. They are sent after
 * those of {@link mailInsert}.
 */
export function mailInsertMany(mails: readonly Omit<NewMail, 'userId' | 'dueAt'>[]) {
  const now = new Date()
  const kind = mails[0]?.message.kind ?? ''
  return rowsInsert('Mail', { kind, priority: 1, createdAt: now, dueAt: now }, mails.map(toRow))
}

function toRow({ to, message }: NewMail) {
  const messageId = randomUUID()
  return {
    messageId,
    address: to,
    addressKey: foldAddress(to),
    content: sealText(JSON.stringify(message), 'mail', messageId),
  }
}
