import { randomUUID } from 'node:crypto'
import { db, getEngine, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { Problem } from '#lib/http/problem.ts'
import { hasAdminRole } from '#lib/identity/role.ts'
import { findClash } from './clashes.ts'
import { findUser, type StoredUser } from './store.ts'

/** The lock under which administrators are counted and changed on Postgres; SQLite has only one writer anyway. */
const ADMINS_LOCK = 724_001

/** One of several parallel changes always wins, so all of them succeed if there are at most this many. */
const MAX_TRIES = 50

/** What a change makes of a user, null for a deletion, and the queries that do this to the claimed row. */
type Plan = {
  next: StoredUser | null
  act: (claimed: { id: number; version: string }) => Prisma.PrismaPromise<unknown>[]
}

/**
 * Changes or deletes `user` if nobody was quicker, in one transaction. It first claims the row by giving it a version
 * that only this call knows. The claim fails if `user` is the last administrator who can sign in and `next` is not.
 * @throws Problem 404 if the user is gone, 409 (`last_admin`, `uid_taken`, `email_taken`), 412 `changed_meanwhile`.
 */
export async function changeUser(user: StoredUser, { next, act }: Plan): Promise<void> {
  const version = randomUUID()
  const claimed = { id: user.id, version }
  const spareAdmin = canAdminister(user) && !canAdminister(next)
  const guard = spareAdmin ? otherAdmin(user.id) : Prisma.sql`1 = 1`
  const claim = db().$executeRaw`UPDATE "User" SET "version" = ${version}
    WHERE "id" = ${user.id} AND "version" = ${user.version} AND ${guard}`
  const lock = spareAdmin && getEngine() === 'postgresql' ? [adminsLock()] : []
  const settle = db().user.update({
    where: claimed,
    data: { updatedAt: new Date() },
    select: { id: true },
  })
  try {
    await db().$transaction([...lock, claim, settle, ...act(claimed)])
  } catch (error) {
    if (isUniqueViolation(error) && next) throw await findClash(next)
    if (!isMissingRow(error)) throw error
    throw await findRefusal(user)
  }
}

/**
 * Does the same for a client that does not mind if somebody was quicker (no `If-Match`): the change is then made to the
 * latest version of the user.
 * @throws Problem 404, 409.
 */
export async function changeLatest(
  user: StoredUser,
  plan: (latest: StoredUser) => Plan,
): Promise<void> {
  let latest = user
  for (let left = MAX_TRIES; ; left--) {
    try {
      await changeUser(latest, plan(latest))
      return
    } catch (error) {
      if (left === 0 || !(error instanceof Problem && error.status === 412)) throw error
      latest = await findUser({ id: user.id })
    }
  }
}

function canAdminister(user: { role: string; disabled: boolean } | null): boolean {
  return hasAdminRole(user) && !user?.disabled
}

/** The condition that somebody else can still administer. */
function otherAdmin(id: number): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "User" o
    WHERE o."role" = 'Admin' AND o."disabled" = ${false} AND o."id" <> ${id})`
}

function adminsLock() {
  return db().$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${ADMINS_LOCK})`
}

async function findRefusal(user: StoredUser): Promise<Problem> {
  const now = await findUser({ id: user.id })
  if (now.version !== user.version) return editConflict()
  return new Problem(
    409,
    'last_admin',
    `${user.uid} is the last administrator who can sign in. Make somebody else an administrator first.`,
  )
}

/** 412: the user is not as the client last saw them (RFC 9110 §13.1.1). */
export function editConflict(): Problem {
  const message = 'Somebody else has changed this user since you last read them.'
  return new Problem(412, 'changed_meanwhile', message)
}
