import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldUid } from '#lib/identity/uid.ts'

/** A user as they are to be, by what nobody else may have. `id` is theirs, if they have one already. */
type Claim = { id?: number; uid: string; email: string | null; verifiedEmailKey: string | null }

/** 409 for a uid that somebody else has. It names the field. */
export function uidTaken(uid: string): Problem {
  const message = `The user ID ${uid} is taken.`
  return new Problem(409, 'uid_taken', message, { errors: [{ path: 'uid', message }] })
}

/** 409 for an address that is the verified one of somebody else: for administrators, and for who has verified it. */
export function emailTaken(email: string): Problem {
  const message = `${email} is the verified e-mail address of another user.`
  return new Problem(409, 'email_taken', message, { errors: [{ path: 'email', message }] })
}

/** Whether somebody has this uid, in any case. */
export async function isUidTaken(uid: string): Promise<boolean> {
  return isTakenFrom({ uidKey: foldUid(uid) })
}

/** Whether this is the verified address of somebody other than the user with the id `except`, in any case. */
export async function isEmailTaken(email: string, except = 0): Promise<boolean> {
  return isTakenFrom({ id: { not: except }, verifiedEmailKey: foldEmail(email) })
}

/** Finds why a write violated a unique key: somebody else has the uid, or has verified the address. */
export async function findClash({ id = 0, uid, email, verifiedEmailKey }: Claim): Promise<Problem> {
  const others = { id: { not: id } }
  if (email === null || verifiedEmailKey === null) return uidTaken(uid)
  const taken = await isTakenFrom({ ...others, verifiedEmailKey })
  return taken && !(await isTakenFrom({ ...others, uidKey: foldUid(uid) }))
    ? emailTaken(email)
    : uidTaken(uid)
}

/**
 * Lets a new uid with an `@` be nothing but the user's own verified address: whoever signs in by an address must not end
 * up at the account of somebody who has chosen it. It tells nothing about others.
 * @throws Problem 400 `invalid_input`, which names the field.
 */
export function requireOwnUid({ uid, verifiedEmailKey }: Claim): void {
  if (!uid.includes('@') || foldEmail(uid) === verifiedEmailKey) return
  const message = 'A user ID with an @ must be the verified e-mail address of the same user.'
  throw invalidInput([{ path: 'uid', message }])
}

async function isTakenFrom(where: {
  id?: { not: number }
  uidKey?: string
  verifiedEmailKey?: string
}): Promise<boolean> {
  return (await awaitInTime(db().user.findFirst({ where, select: { id: true } }))) !== null
}
