import { setTimeout as wait } from 'node:timers/promises'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { sessionEnd } from './end-sessions.ts'
import { KEYS_MAX_AGE_MS } from './keys/signing-key.ts'

/**
 * Ends all that whoever has SECRET_KEY could have forged or used: every session of all users, every ticket, such as
 * a link for a new password, every authorization code, every unfinished sign-in, and every signing key. The next start makes a new signing key.
 *
 * Servers that run go on with the old SECRET_KEY until they are restarted. What begins there before that ends with the
 * restart, because cookies, access tokens, refresh tokens and links all depend on the key.
 *
 * Returns when the signing keys are gone from the memory of every process on every node, a second later: none signs
 * another token by them, which the others would refuse.
 * @returns how many sessions were still valid.
 */
export async function endEverythingSigned(actor: AuditEvent['actor']): Promise<number> {
  const now = new Date()
  const [{ count }] = await db().$transaction([
    sessionEnd({ expiresAt: { gt: now } }, now),
    db().ticket.deleteMany(),
    db().authorizationCode.deleteMany(),
    db().pushedRequest.deleteMany(),
    db().ceremony.deleteMany(),
    db().signingKey.deleteMany(),
    auditInsert({
      action: 'key_rotate',
      result: 'ok',
      actor,
      target: { uid: 'SECRET_KEY' },
      detail: { reason: 'compromised', sessions: 'everybody' },
    }),
  ])
  await wait(KEYS_MAX_AGE_MS)
  return count
}
