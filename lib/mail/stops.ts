import { recordEvent } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import type { LeasedMail } from './lease.ts'

/** Stops mails to the address of `mail`, which a server has refused for good, and records it for administrators. */
export async function stopAddress(mail: LeasedMail, answer: string): Promise<void> {
  const { addressKey, address } = mail
  const stop = { address, answer, createdAt: new Date() }
  await db().mailStop.upsert({
    where: { addressKey },
    create: { addressKey, ...stop },
    update: stop,
  })
  await recordEvent({
    action: 'mail_stop',
    result: 'ok',
    actor: null,
    target: { uid: address },
    detail: { kind: mail.kind, answer },
  })
}

/** Why nothing is sent to an address; null where nothing stops it. */
export async function findStop(addressKey: string): Promise<{ answer: string } | null> {
  return db().mailStop.findUnique({ where: { addressKey }, select: { answer: true } })
}
