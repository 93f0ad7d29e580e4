import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { USER_COLUMNS, type UserRow } from '#lib/identity/user-row.ts'
import { computeSecretMac, listSecretMacs, makeSecret } from '#lib/tickets/secret.ts'
import { type Beginner, hashBeginner } from './beginner.ts'
import { type KeptProof, readProofs, writeProofs } from './proofs.ts'

/** How long a ceremony may take, in seconds. */
export const CEREMONY_LIFETIME_SECONDS = 600

/** A user who proves who they are; `version` is that of their row when they began. */
export type Claimant = UserRow & { version: string }

/** A sign-in that is not finished. */
export type Ceremony = { id: string; user: Claimant; proofs: KeptProof[] }

/**
 * Keeps what `user` has proved so far, and records it.
 * @param sessionId the session that the same browser has, which the ceremony ends with.
 * @returns the secret that names the ceremony; only its MAC is stored.
 */
export async function beginCeremony(
  user: Claimant,
  proofs: readonly KeptProof[],
  beginner: Beginner,
  sessionId: string | null,
): Promise<string> {
  const secret = makeSecret()
  const now = Date.now()
  const expiresAt = new Date(now + CEREMONY_LIFETIME_SECONDS * 1000)
  await awaitInTime(
    db().$transaction([
      db().ceremony.deleteMany({ where: { userId: user.id, expiresAt: { lt: new Date(now) } } }),
      db().ceremony.create({
        data: {
          id: computeSecretMac(secret),
          userId: user.id,
          version: user.version,
          proofs: writeProofs(proofs),
          begunBy: hashBeginner(beginner),
          sessionId,
          expiresAt,
        },
        select: { id: true },
      }),
      stepInsert(user, proofs),
    ]),
  )
  return secret
}

/**
 * Finds the ceremony that `secret` names, for whoever has begun it.
 * @returns null where there is none, where it is over, or where its proofs may not hold any longer: the user has
 *   changed, or the session of the browser has ended.
 */
export async function findCeremony(secret: string, beginner: Beginner): Promise<Ceremony | null> {
  const now = new Date()
  const row = await awaitInTime(
    db().ceremony.findFirst({
      where: {
        id: { in: listSecretMacs(secret) },
        begunBy: hashBeginner(beginner),
        expiresAt: { gt: now },
        OR: [{ sessionId: null }, { session: { revokedAt: null, expiresAt: { gt: now } } }],
      },
      select: {
        id: true,
        version: true,
        proofs: true,
        user: { select: { ...USER_COLUMNS, version: true } },
      },
    }),
  )
  if (!row || row.user.disabled || row.user.version !== row.version) return null
  return { id: row.id, user: row.user, proofs: readProofs(row.proofs) }
}

/** Adds a proof to a ceremony that needs still more. @returns whether nobody else has gone on with it. */
export async function advanceCeremony(
  { id, user, proofs }: Ceremony,
  next: readonly KeptProof[],
): Promise<boolean> {
  try {
    await db().$transaction([
      db().ceremony.update({
        where: { id, proofs: writeProofs(proofs) },
        data: { proofs: writeProofs(next) },
        select: { id: true },
      }),
      stepInsert(user, next),
    ])
    return true
  } catch (error) {
    if (isMissingRow(error)) return false
    throw error
  }
}

/**
 * The query that ends a ceremony, for the transaction in which its session begins. It fails, and so undoes the
 * transaction, where somebody else has gone on with it: one ceremony starts one session.
 */
export function ceremonyEnd({ id, proofs }: Pick<Ceremony, 'id' | 'proofs'>) {
  return db().ceremony.delete({
    where: { id, proofs: writeProofs(proofs), expiresAt: { gt: new Date() } },
    select: { id: true },
  })
}

function stepInsert({ id, uid }: Claimant, proofs: readonly KeptProof[]) {
  const way = proofs.at(-1)?.way ?? ''
  return auditInsert({
    action: 'sign_in_step',
    result: 'ok',
    actor: null,
    target: { id, uid },
    detail: { way },
  })
}
