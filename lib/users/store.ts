import { hashPassword } from '#lib/auth/password.ts'
import type { Viewer } from '#lib/auth/session.ts'
import { foldUid } from '#lib/auth/uid.ts'
import { db, uniqueFault } from '#lib/db.ts'
import { env } from '#lib/env.ts'
import { insufficientRole, Problem } from '#lib/http/problem.ts'
import { takeAttempt } from '#lib/http/rate-limit.ts'
import { foldText } from './fold.ts'
import { isAdmin, requireAdmin } from './role.ts'
import type { NewUser } from './schema.ts'
import { USER_COLUMNS, type UserRow } from './user-json.ts'

/**
 * Creates an account: anybody's own while `SIGNUP=open`, else an administrator's act. Password and user are
 * written in one transaction, so that no half user is left whatever happens (ASVS v5.0.0-2.3.3).
 * @param address the client's, for the limit of accounts per address; administrators have none.
 * @throws Problem 403 (`signup_closed`, `insufficient_role`), 409 `uid_taken`, 429, 503.
 */
export async function createUser(
  viewer: Viewer | null,
  input: NewUser,
  address: string,
): Promise<UserRow> {
  if (!isAdmin(viewer)) {
    requireSignup(viewer)
    if (input.role !== undefined) throw insufficientRole('Admin')
    await takeAttempt('signUp', address)
  }
  return insertUser(input)
}

/** Writes a user and their password in one transaction. For callers that have authorised already. */
export async function insertUser({ uid, name, password, email, dob, role }: NewUser) {
  const uidKey = foldUid(uid)
  if (await db().user.findUnique({ where: { uidKey }, select: { id: true } })) throw uidTaken(uid)
  const hash = await hashPassword(password)
  try {
    return await db().user.create({
      data: {
        uid,
        uidKey,
        name,
        nameKey: foldText(name),
        email: email ?? null,
        emailKey: email ? foldText(email) : null,
        dob: dob ?? null,
        role: role ?? 'User',
        password: { create: { hash } },
      },
      select: USER_COLUMNS,
    })
  } catch (error) {
    throw uniqueFault(error) ? uidTaken(uid) : error
  }
}

/**
 * Deletes the user `uid` with their sessions and password.
 * @throws Problem 403 unless `viewer` is an administrator, 404 `user_not_found`, 409 `last_admin`.
 */
export async function deleteUser(viewer: Viewer, uid: string): Promise<void> {
  requireAdmin(viewer)
  const user = await db().user.findUnique({
    where: { uidKey: foldUid(uid) },
    select: { id: true },
  })
  if (!user) throw userNotFound(uid)
  const otherAdmin = { role: 'Admin', disabled: false, id: { not: user.id } }
  if (user.id === viewer.id && (await db().user.count({ where: otherAdmin })) === 0) {
    throw new Problem(409, 'last_admin', 'The last administrator cannot be deleted.')
  }
  const { count } = await db().user.deleteMany({ where: { id: user.id } })
  if (count === 0) throw userNotFound(uid)
}

function requireSignup(viewer: Viewer | null): void {
  if (env().signup === 'open') return
  if (viewer) throw insufficientRole('Admin')
  throw new Problem(
    403,
    'signup_closed',
    'Sign-up is closed here. An administrator can create an account for you.',
  )
}

function userNotFound(uid: string): Problem {
  return new Problem(404, 'user_not_found', `There is no user ${uid}.`)
}

function uidTaken(uid: string): Problem {
  const message = `The user id ${uid} is taken.`
  return new Problem(409, 'uid_taken', message, { errors: [{ path: 'uid', message }] })
}
