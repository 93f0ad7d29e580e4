import { db } from '#lib/db/db.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import type { Message } from './message.ts'
import { mailInsert, mailInsertMany } from './outbox.ts'
import { stopSender } from './sender.ts'

export const MESSAGE: Message = {
  kind: 'test',
  subject: 'A subject',
  title: 'A title',
  paragraphs: ['A paragraph.'],
  reason: 'Because this is a test.',
}

/** Puts a mail into the outbox, which concerns the user of `userId`, if any; gives its id. */
export async function queueMail(to: string, userId: number | null = null): Promise<number> {
  const [{ id }] = await db().$transaction([mailInsert({ to, message: MESSAGE, userId })])
  return id
}

/** Puts a mail into it for each of u0@example.org, u1@example.org and so on. */
export async function queueMails(count: number): Promise<void> {
  const mails = Array.from({ length: count }, (_, i) => ({
    to: `u${i}@example.org`,
    message: MESSAGE,
  }))
  await db().$transaction([mailInsertMany(mails)])
}

/** Empties the outbox, and has this process send it to an SMTP server of its own. */
export async function startOutbox() {
  collectLog()
  await db().mail.deleteMany()
  await db().mailStop.deleteMany()
  const smtp = await startSmtp()
  const use = () => useSmtp(smtp.url)
  use()
  return smtp
}

/** Ends that, once nothing is under way that the next test would meet. */
export async function stopOutbox(smtp: Awaited<ReturnType<typeof startSmtp>>): Promise<void> {
  await stopSender()
  forgetInstances('mail')
  await smtp.stop()
}
