import { mailInsert } from '#lib/mail/outbox.ts'
import { canMail } from '#lib/mail/settings.ts'
import { buildChangedMessage } from './address-messages.ts'

type Addressee = { id: number; uid: string; email: string | null; verifiedEmailKey: string | null }

/**
 * The queries that tell the old address of a user of the new one, for the transaction of the change. Nothing is mailed to
 * an address that was never verified: it may be somebody else's.
 */
export function listChangedMails(before: Addressee, after: Addressee) {
  const { id, uid, email, verifiedEmailKey } = before
  const isSame = verifiedEmailKey === after.verifiedEmailKey
  if (isSame || verifiedEmailKey === null || email === null || !canMail()) return []
  return [mailInsert({ to: email, message: buildChangedMessage(uid), userId: id })]
}
