import { denyAccess } from '#lib/audit/deny-access.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { requireAccess } from '#lib/authority/page-access.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db, isUniqueViolation } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { insufficientRole, Problem } from '#lib/http/problem.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldText } from '#lib/identity/fold.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { USER_COLUMNS, type UserRow } from '#lib/identity/user-row.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { requireUnbreached } from '#lib/passwords/breach-check.ts'
import { hashPassword } from '#lib/passwords/password.ts'
import { requireGoodPassword } from '#lib/passwords/rules.ts'
import { findClash, isUidTaken, requireOwnUid, uidTaken } from './clashes.ts'
import type { NewUser } from './schema.ts'
import { buildSearchTerms } from './search/term.ts'

/** Names one user: by uid, in any case, or by id. */
export type Target = { uid: string } | { id: number }
/** A new user without their password. */
export type Person = Omit<NewUser, 'password'> & {
  disabled?: boolean | undefined
  /** Whether the address is known to be theirs. */
  emailVerified?: boolean | undefined
}
/** A new user with their password. */
export type Newcomer = Person & { password: string }
/** A user with the version that `ETag` shows. */
export type StoredUser = UserRow & { version: string }

const STORED_COLUMNS = { ...USER_COLUMNS, version: true } as const

/**
 * Creates an account: with `SIGNUP=open` anybody can create their own, otherwise only administrators can. The user and
 * the password are written in one transaction, so that there is never a user without their password (ASVS
 * v5.0.0-2.3.3).
 * @param address the client's, because sign-ups are limited per address; administrators have no limit.
 * @throws Problem 400 for a password that is easy to guess, 401 `step_up_required` for a role, 403 (`signup_closed`,
 *   `insufficient_role`), 409 (`uid_taken`, `email_taken`), 429 `limited`, 503 `hash_queue_full`.
 */
export async function createUser(
  viewer: Viewer | null,
  input: NewUser,
  address: string,
): Promise<StoredUser> {
  if (!isAdmin(viewer)) {
    requireSignUp(viewer, input)
    if (env().signupVerify) throw new Error('With SIGNUP_VERIFY a mail opens the account.')
    await takeAttempt('signUp', address)
  } else if (viewer && hasElevatedRole(input)) requireProof(viewer, 'user_create')
  // An address that an administrator enters counts as verified.
  const person = { ...input, emailVerified: isAdmin(viewer) }
  requireOwnUid(buildUserColumns(person))
  const user = await insertUser(person, viewer)
  await recordCreation(viewer, user)
  return user
}

/** Whether a new user gets another role than the default, which needs a fresh proof, as a change of role does. */
export function hasElevatedRole({ role }: { role?: unknown }): boolean {
  return Boolean(role) && role !== readDefaultRole()
}

/** Audits that `user` was created. An account that somebody has made for themselves is a sign-up. */
function recordCreation(viewer: Viewer | null, user: StoredUser): Promise<void> {
  if (!isAdmin(viewer)) {
    return recordEvent({ action: 'sign_up', result: 'ok', actor: null, target: user })
  }
  const detail = { role: user.role, ...(user.verifiedEmailKey && { emailVerified: true }) }
  return recordEvent({ action: 'user_create', result: 'ok', actor: viewer, target: user, detail })
}

/**
 * Judges and hashes the password and writes the user. For callers that have authorised already.
 * @throws Problem 400 for a password that is easy to guess, 401 or 403 if `actor` has lost their rights by then, 409
 *   (`uid_taken`, `email_taken`), 503 `hash_queue_full`.
 */
export async function insertUser(
  input: Newcomer,
  actor: Viewer | null = null,
): Promise<StoredUser> {
  const { uid } = input
  if (await isUidTaken(uid)) throw uidTaken(uid)
  const hash = await hashFirstPassword(input, actor)
  if (actor && isAdmin(actor)) await recheckViewer(actor)
  return writeUser(input, hash)
}

/**
 * Judges and hashes the password of a new user.
 * @throws Problem 400 for a password that is easy to guess, 503 `hash_queue_full`.
 */
export async function hashFirstPassword(
  { password, ...owner }: Newcomer,
  actor: Viewer | null,
): Promise<string> {
  await requireGoodPassword(password, owner)
  await requireUnbreached(password, actor)
  return hashPassword(password)
}

/**
 * Writes a user with their search terms and password hash in one transaction.
 * @throws Problem 409 (`uid_taken`, `email_taken`).
 */
async function writeUser(person: Person, hash: string): Promise<StoredUser> {
  try {
    return await userInsert(person, hash)
  } catch (error) {
    throw isUniqueViolation(error) ? await findClash(buildUserColumns(person)) : error
  }
}

/** The query that writes a user with their search terms and password hash. */
export function userInsert(person: Person, hash: string) {
  const columns = buildUserColumns(person)
  return db().user.create({
    data: {
      ...columns,
      password: { create: { hash } },
      terms: { createMany: { data: buildSearchTerms(columns) } },
    },
    select: STORED_COLUMNS,
  })
}

/** The columns of a new user, including the derived ones. */
export function buildUserColumns(person: Person) {
  const { uid, name, email = null, dob = null, role = readDefaultRole() } = person
  const { disabled = false, emailVerified = false } = person
  return {
    uid,
    name,
    email,
    dob,
    role,
    disabled,
    uidKey: foldUid(uid),
    nameKey: foldText(name),
    emailKey: email && foldText(email),
    verifiedEmailKey: emailVerified && email ? foldEmail(email) : null,
  }
}

/**
 * Finds a user whom `viewer` may see: everybody, unless a page asks that may know of the viewer alone. Then the answer is
 * the same whether the user exists or not.
 * @throws Problem 403 `origin_access`, 404 `user_not_found`.
 */
export async function readUser(viewer: Viewer, { uid }: { uid: string }): Promise<StoredUser> {
  if (foldUid(uid) !== foldUid(viewer.uid)) requireAccess(viewer, 'users')
  return findUser({ uid })
}

/** Finds one user. @throws Problem 404 `user_not_found`. */
export async function findUser(target: Target): Promise<StoredUser> {
  const where = 'id' in target ? { id: target.id } : { uidKey: foldUid(target.uid) }
  const user = await db().user.findUnique({ where, select: STORED_COLUMNS })
  if (!user) throw userNotFound(target)
  return user
}

/** 404 for a target that does not exist. */
export function userNotFound(target: Target): Problem {
  const name = 'id' in target ? `with the id ${target.id}` : target.uid
  return new Problem(404, 'user_not_found', `There is no user ${name}.`)
}

function denyCreation(viewer: Viewer | null): Problem {
  return viewer ? denyAccess(viewer, 'user_create') : insufficientRole('Admin')
}

/** The role of a user who is given none: the first of `ROLES`. */
function readDefaultRole(): string {
  return env().roles[0] as string
}

/**
 * Lets somebody make an account for themselves, with the default role.
 * @throws Problem 403 (`signup_closed`, `insufficient_role`).
 */
export function requireSignUp(viewer: Viewer | null, wanted: { role?: unknown }): void {
  requireOpenSignup(viewer)
  if (hasElevatedRole(wanted)) throw denyCreation(viewer)
}

function requireOpenSignup(viewer: Viewer | null): void {
  if (env().signup === 'open') return
  if (viewer) throw denyCreation(viewer)
  throw new Problem(
    403,
    'signup_closed',
    'Sign-up is closed here. An administrator can create an account for you.',
  )
}
