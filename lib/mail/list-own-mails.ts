import { db } from '#lib/db/db.ts'
import { foldAddress } from './address.ts'
import type { MailStatus } from './mail-json.ts'

/** How many mails are listed, the newest. */
const MAX_OWN_MAILS = 1000

/** A mail as its recipient sees it: without its words, which hold links with secrets. */
export type OwnMail = {
  kind: string
  to: string
  status: MailStatus
  createdAt: Date
  endedAt: Date | null
}

/**
 * Lists the mails of the outbox that concern a user, or that went to their verified address without concerning anybody
 * else, the newest first.
 */
export async function listOwnMails(user: {
  id: number
  email: string | null
  verifiedEmailKey: string | null
}): Promise<OwnMail[]> {
  const { id: userId, email, verifiedEmailKey } = user
  const addressKey = email === null || verifiedEmailKey === null ? null : foldAddress(email)
  // One that somebody else caused by entering this address is about it, and comes to it.
  const isAddressed = { OR: [{ userId: null }, { kind: 'email_taken' }] }
  const rows = await db().mail.findMany({
    where: addressKey === null ? { userId } : { OR: [{ userId }, { addressKey, ...isAddressed }] },
    orderBy: { id: 'desc' },
    take: MAX_OWN_MAILS,
    select: {
      kind: true,
      address: true,
      addressKey: true,
      status: true,
      createdAt: true,
      endedAt: true,
    },
  })
  return rows.map(({ kind, address, status, createdAt, endedAt, ...row }) => ({
    kind: row.addressKey === addressKey ? kind : hideTaken(kind),
    to: address,
    status: status as MailStatus,
    createdAt,
    endedAt,
  }))
}

/** Whoever asks for an address is not told that it belongs to another account: only its mail says that. */
function hideTaken(kind: string): string {
  return kind === 'email_taken' ? 'email_verify' : kind
}
