import { setTimeout as wait } from 'node:timers/promises'
import type { AuditEvent } from '#lib/audit/event.ts'
import { db } from '#lib/db/db.ts'
import { makeKeyRow, rotationAuditInsert } from './rotation.ts'
import { KEYS_MAX_AGE_MS, readSigningKeys } from './signing-key.ts'

/**
 * Replaces all signing keys with a new one that signs at once, because one of them was stolen: every access token from
 * before is refused. The first ID token by RS256 makes the next key of that kind. Unlike a rotation, it does not wait until other servers have read the new key.
 *
 * Returns when the old keys are gone from the memory of every process on every node, a second later.
 */
export async function replaceStolenKeys(
  actor: AuditEvent['actor'],
): Promise<{ kid: string; activeAt: Date }> {
  const row = await makeKeyRow('ES256', new Date())
  await db().$transaction([
    db().signingKey.deleteMany(),
    db().signingKey.create({ data: row, select: { kid: true } }),
    rotationAuditInsert(row, actor, 'compromised'),
  ])
  await readSigningKeys()
  await wait(KEYS_MAX_AGE_MS)
  return { kid: row.kid, activeAt: row.activeAt }
}
