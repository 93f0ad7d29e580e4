import { hashPassword } from '#lib/auth/password.ts'
import type { Viewer } from '#lib/auth/session.ts'
import { foldUid } from '#lib/auth/uid.ts'
import { USER_COLUMNS, type UserRow } from '#lib/auth/user-row.ts'
import { db, uniqueFault } from '#lib/db.ts'
import { env } from '#lib/env.ts'
import { insufficientRole, Problem } from '#lib/http/problem.ts'
import { takeAttempt } from '#lib/http/rate-limit.ts'
import { foldText } from './fold.ts'
import { isAdmin } from './role.ts'
import type { NewUser } from './schema.ts'
import { searchTerms } from './search-term.ts'

/** What names one user: the uid, whatever its case, or the id. */
export type Target = { uid: string } | { id: number }
/** A user as an update needs them: with the version that `ETag` shows. */
export type StoredUser = UserRow & { version: string }

const STORED = { ...USER_COLUMNS, version: true } as const

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
): Promise<StoredUser> {
  if (!isAdmin(viewer)) {
    requireSignup(viewer)
    if (input.role !== undefined) throw insufficientRole('Admin')
    await takeAttempt('signUp', address)
  }
  return insertUser(input)
}

/** Writes a user and their password in one transaction. For callers that have authorised already. */
export async function insertUser(input: NewUser): Promise<StoredUser> {
  const { uid, name, password, email = null, dob = null, role = newRole() } = input
  const uidKey = foldUid(uid)
  if (await db().user.findUnique({ where: { uidKey }, select: { id: true } })) throw uidTaken(uid)
  const hash = await hashPassword(password)
  try {
    return await db().user.create({
      data: {
        ...{ uid, uidKey, name, email, dob, role },
        nameKey: foldText(name),
        emailKey: email && foldText(email),
        password: { create: { hash } },
        terms: { createMany: { data: searchTerms({ uid, name, email }) } },
      },
      select: STORED,
    })
  } catch (error) {
    throw uniqueFault(error) ? uidTaken(uid) : error
  }
}

/** @throws Problem 404 `user_not_found`. */
export async function findUser(target: Target): Promise<StoredUser> {
  const where = 'id' in target ? { id: target.id } : { uidKey: foldUid(target.uid) }
  const user = await db().user.findUnique({ where, select: STORED })
  if (!user) throw userNotFound(target)
  return user
}

export function userNotFound(target: Target): Problem {
  const said = 'id' in target ? `with the id ${target.id}` : target.uid
  return new Problem(404, 'user_not_found', `There is no user ${said}.`)
}

/** 409 beside the field. */
export function uidTaken(uid: string): Problem {
  const message = `The user id ${uid} is taken.`
  return new Problem(409, 'uid_taken', message, { errors: [{ path: 'uid', message }] })
}

/** The role of who is given none: the first of `ROLES`. */
function newRole(): string {
  return env().roles[0] as string
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
