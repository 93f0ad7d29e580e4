import { type Addressee, noticeInserts, plainNoticeInserts } from '#lib/notices/notice.ts'

/**
 * The queries that tell both addresses of a user that the one has taken the other's place, for the transaction of the
 * change. Only who reads the old one can take that back. Nothing is mailed to an address that was never verified: it may
 * be somebody else's.
 */
export function listChangedMails(before: Addressee, after: Addressee) {
  if (before.verifiedEmailKey === after.verifiedEmailKey) return []
  return [
    ...noticeInserts('email', before),
    ...(before.verifiedEmailKey === null ? [] : plainNoticeInserts('email', 'email_new', after)),
  ]
}
