import type Database from 'better-sqlite3'
import { toSqliteTime } from './values.ts'

const VOIDED = [
  'AuthorizationCode',
  'PushedRequest',
  'Ceremony',
  'Consent',
  'MailRequest',
  'SigningKey',
  'Ticket',
]

const NOT_SENT = 'Waited when the backup was made, and was not sent again after the restore.'

/**
 * Voids in the database of a backup whatever may have been revoked, spent or replaced since. The backup cannot tell, so
 * this means all of it: sessions with their refresh tokens, authorization codes, unfinished sign-ins, what users
 * have allowed OAuth clients, tickets such as links for a new password, and signing keys. Mails that waited are not sent:
 * their links are void, and those that were sent since would come twice. Invitations have expired for the same reason.
 */
export function voidCredentials(database: Database, now: Date): void {
  database
    .prepare('UPDATE "Session" SET "revokedAt" = ? WHERE "revokedAt" IS NULL')
    .run(toSqliteTime(now))
  database
    .prepare(
      `UPDATE "Mail" SET "status" = 'failed', "answer" = ?, "endedAt" = ? WHERE "status" = 'waiting'`,
    )
    .run(NOT_SENT, toSqliteTime(now))
  database.exec(`UPDATE "Mail" SET "content" = ''`)
  database
    .prepare('UPDATE "Invitation" SET "expiresAt" = ? WHERE "acceptedAt" IS NULL')
    .run(toSqliteTime(now))
  for (const table of VOIDED) database.exec(`DELETE FROM "${table}"`)
}
