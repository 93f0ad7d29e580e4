import type { Claimant } from '#lib/ceremony/ceremony.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { USER_COLUMNS } from '#lib/identity/user-row.ts'
import type { Budget } from '#lib/limits/sign-in-limits.ts'

const CLAIMANT_COLUMNS = { ...USER_COLUMNS, version: true } as const

/**
 * Finds whom somebody means by what they type to sign in: the user with exactly this user ID, in any case, or else the one
 * whose verified address it is.
 */
export async function findClaimant(identifier: string): Promise<Claimant | null> {
  const uidKey = foldUid(identifier)
  const verifiedEmailKey = foldEmail(identifier)
  if (verifiedEmailKey === '') {
    return awaitInTime(db().user.findUnique({ where: { uidKey }, select: CLAIMANT_COLUMNS }))
  }
  const found = await awaitInTime(
    db().user.findMany({
      where: { OR: [{ uidKey }, { verifiedEmailKey }] },
      select: CLAIMANT_COLUMNS,
    }),
  )
  return found.find(({ uid }) => foldUid(uid) === uidKey) ?? found[0] ?? null
}

/** Finds somebody who was found before. */
export function findClaimantById(id: number): Promise<Claimant | null> {
  return awaitInTime(db().user.findUnique({ where: { id }, select: CLAIMANT_COLUMNS }))
}

/**
 * Finds the budget of attempts of what somebody types to sign in. An address counts for the user whose it is, so that
 * nobody has two budgets; the answer says nothing of it, which would tell whose address it is.
 */
export async function findBudget(identifier: string): Promise<Budget> {
  const uidKey = foldUid(identifier)
  const emailKey = foldEmail(identifier)
  if (emailKey === '') return { key: uidKey, isTold: true }
  const found = await findClaimant(identifier)
  return { key: found ? foldUid(found.uid) : uidKey || emailKey, isTold: false }
}
