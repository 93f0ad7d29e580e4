import type Database from 'better-sqlite3'
import { toSqliteTime } from './values.ts'

const VOIDED = ['AuthorizationCode', 'PushedRequest', 'Ceremony', 'Consent', 'SigningKey', 'Ticket']

/**
 * Voids in the database of a backup whatever may have been revoked, spent or replaced since. The backup cannot tell, so
 * this means all of it: sessions with their refresh tokens, authorization codes, unfinished sign-ins, what users
 * have allowed OAuth clients, tickets such as links for a new password, and signing keys.
 */
export function voidCredentials(database: Database, now: Date): void {
  database
    .prepare('UPDATE "Session" SET "revokedAt" = ? WHERE "revokedAt" IS NULL')
    .run(toSqliteTime(now))
  for (const table of VOIDED) database.exec(`DELETE FROM "${table}"`)
}
