import { hashPassword } from '#lib/auth/password.ts'
import type { Viewer } from '#lib/auth/session.ts'
import { foldUid } from '#lib/auth/uid.ts'
import { db, type Prisma } from '#lib/db.ts'
import { insufficientRole } from '#lib/http/problem.ts'
import { changedMeanwhile, changeUser } from './change.ts'
import { etagOf, matches } from './etag.ts'
import { foldText } from './fold.ts'
import { provePassword } from './own-password.ts'
import { isAdmin } from './role.ts'
import type { UserChanges } from './schema.ts'
import { searchTerms } from './search-term.ts'
import { findUser, type StoredUser, type Target } from './store.ts'

/**
 * Changes a user: their own act or an administrator's. A change of password, role, uid or of being disabled
 * ends their sessions at once, but for the one in which somebody changes their own password
 * (ASVS v5.0.0-7.4.2, 7.4.3, 8.3.2).
 * @param ifMatch the `If-Match` header: the change happens only to a user who is still as the client knew them.
 * @throws Problem 400 without the current password, 403 (`insufficient_role`, `current_password_wrong`),
 *   404, 409 (`uid_taken`, `last_admin`), 412, 429.
 */
export async function updateUser(
  viewer: Viewer,
  target: Target,
  changes: UserChanges,
  ifMatch: string | null,
): Promise<StoredUser> {
  const user = await findUser(target)
  const own = user.id === viewer.id
  if (!own && !isAdmin(viewer)) throw insufficientRole('Admin')
  if ((changes.role ?? changes.disabled) !== undefined && !isAdmin(viewer)) {
    throw insufficientRole('Admin')
  }
  if (!matches(ifMatch, etagOf(user))) throw changedMeanwhile()
  if (changes.password !== undefined && own) await provePassword(viewer, changes.currentPassword)
  const hash = changes.password === undefined ? undefined : await hashPassword(changes.password)
  const next = changed(user, changes)
  await changeUser(user, losesAdmin(user, next), claimed => [
    db().user.update({ where: claimed, data: written(next, hash), select: { id: true } }),
    ...(endsSessions(user, next) || hash ? [endSessions(user, hash && own ? viewer : null)] : []),
  ])
  return findUser({ id: user.id })
}

/**
 * Deletes a user with all that is theirs: their own act or an administrator's.
 * @throws Problem 403, 404, 409 `last_admin`, 412.
 */
export async function deleteUser(
  viewer: Viewer,
  target: Target,
  ifMatch: string | null = null,
): Promise<void> {
  if (!isAdmin(viewer) && !names(target, viewer)) throw insufficientRole('Admin')
  const user = await findUser(target)
  if (!matches(ifMatch, etagOf(user))) throw changedMeanwhile()
  const spareAdmin = losesAdmin(user, { role: '', disabled: true })
  await changeUser(user, spareAdmin, claimed => [db().user.deleteMany({ where: claimed })])
}

function changed(user: StoredUser, changes: UserChanges): StoredUser {
  return {
    ...user,
    uid: changes.uid ?? user.uid,
    name: changes.name ?? user.name,
    email: changes.email === undefined ? user.email : changes.email,
    dob: changes.dob === undefined ? user.dob : changes.dob,
    role: changes.role ?? user.role,
    disabled: changes.disabled ?? user.disabled,
  }
}

function names(target: Target, viewer: Viewer): boolean {
  return 'id' in target ? target.id === viewer.id : foldUid(target.uid) === foldUid(viewer.uid)
}

function losesAdmin(before: StoredUser, after: { role: string; disabled: boolean }): boolean {
  const administers = (user: { role: string; disabled: boolean }) => isAdmin(user) && !user.disabled
  return administers(before) && !administers(after)
}

function endsSessions(before: StoredUser, after: StoredUser): boolean {
  return (
    before.role !== after.role || before.uid !== after.uid || before.disabled !== after.disabled
  )
}

function endSessions(user: StoredUser, spared: { sessionId: string } | null) {
  return db().session.updateMany({
    where: { userId: user.id, revokedAt: null, ...(spared && { id: { not: spared.sessionId } }) },
    data: { revokedAt: new Date() },
  })
}

function written(user: StoredUser, hash: string | undefined): Prisma.UserUpdateInput {
  const { uid, name, email, dob, role, disabled } = user
  return {
    ...{ uid, name, email, dob, role, disabled },
    uidKey: foldUid(uid),
    nameKey: foldText(name),
    emailKey: email && foldText(email),
    terms: { deleteMany: {}, createMany: { data: searchTerms(user) } },
    ...(hash && { password: { upsert: { create: { hash }, update: { hash } } } }),
  }
}
