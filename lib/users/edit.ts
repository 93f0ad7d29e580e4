import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditAction } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { db, type Prisma } from '#lib/db/db.ts'
import { isIfMatchSatisfied, makeEtag } from '#lib/http/etag.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldText } from '#lib/identity/fold.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeMemberAttempt } from '#lib/limits/rate-limit.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { noticeInserts, plainNoticeInserts } from '#lib/notices/notice.ts'
import { requireUnbreached } from '#lib/passwords/breach-check.ts'
import { hashPassword } from '#lib/passwords/password.ts'
import { requireGoodPassword } from '#lib/passwords/rules.ts'
import { sessionEnd } from '#lib/sessions/end-sessions.ts'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { mailedTicketsVoid } from '#lib/tickets/ticket.ts'
import { changeLatest, changeUser, editConflict } from './change.ts'
import { buildChangeEvents } from './change-events.ts'
import { listChangedMails } from './changed-mails.ts'
import { requireOwnUid } from './clashes.ts'
import type { UserChanges } from './schema.ts'
import { buildSearchTerms } from './search/term.ts'
import { findUser, type StoredUser, type Target } from './store.ts'

/**
 * Changes a user: the viewer themselves, or anybody if the viewer is an administrator. A change of `password`, `role`,
 * `uid` or `disabled` ends the user's sessions at once, except the current session of a user who changes only their own
 * password of these (ASVS v5.0.0-7.4.2, 7.4.3, 8.3.2).
 * @param ifMatch the `If-Match` header: the change happens only if the user is still as the client last saw them.
 * @throws Problem 400 without the current password or for a new one that is easy to guess, 401 `step_up_required`, 403
 *   (`insufficient_role`, `current_password_wrong`), 404, 409 (`uid_taken`, `email_taken`, `last_admin`),
 *   412, 429.
 */
export async function updateUser(
  viewer: Viewer,
  target: Target,
  changes: UserChanges,
  ifMatch: string | null,
): Promise<StoredUser> {
  await takeMemberAttempt('edit', viewer)
  const { password, currentPassword, role, disabled, emailVerified } = changes
  const allowedTarget = requireChangeableTarget(viewer, target, 'user_change')
  const isForAdmins = [role, disabled, emailVerified].some(value => value !== undefined)
  if (isForAdmins && !isAdmin(viewer)) {
    throw denyAccess(viewer, 'user_change')
  }
  const user = await findUser(allowedTarget)
  if (!isIfMatchSatisfied(ifMatch, makeEtag(user))) throw editConflict()
  const own = user.id === viewer.id
  const proven =
    password !== undefined && own ? await provePassword(viewer, currentPassword) : viewer
  const wanted = applyChanges(viewer, user, changes)
  if (password !== undefined || isSensitive(user, wanted)) requireProof(proven, 'user_change')
  const hash = password === undefined ? undefined : await hashGoodPassword(viewer, wanted, password)
  const plan = (before: StoredUser) => {
    const next = applyChanges(viewer, before, changes)
    if (foldUid(next.uid) !== foldUid(before.uid)) requireOwnUid(next)
    const endsAll = mustEndSessions(before, next)
    const spared = own && !endsAll ? viewer : null
    return {
      next,
      act: (claimed: { id: number; version: string }) => [
        db().user.update({ where: claimed, data: toUserUpdate(next, hash), select: { id: true } }),
        ...(endsAll || hash
          ? [sessionEnd({ userId: user.id, ...(spared && { id: { not: spared.sessionId } }) })]
          : []),
        // What was mailed to the old address is worth nothing from now on.
        ...(foldEmail(next.email ?? '') === foldEmail(before.email ?? '')
          ? []
          : [mailedTicketsVoid(user.id), ...listChangedMails(before, next)]),
        ...(hash ? noticeInserts('password', next) : []),
        ...buildChangeEvents(viewer, before, next, hash !== undefined).map(auditInsert),
      ],
    }
  }
  // The current password was that of this version, so no other change may come before a new password.
  await (ifMatch === null && !hash ? changeLatest(user, plan) : changeUser(user, plan(user)))
  wakeSender()
  return findUser({ id: user.id })
}

/**
 * Deletes a user and everything that belongs to them: the viewer themselves, or anybody if the viewer is an
 * administrator.
 * @param ifMatch the `If-Match` header, as for `updateUser`.
 * @throws Problem 401 `step_up_required`, 403, 404, 409 `last_admin`, 412, 429.
 */
export async function deleteUser(
  viewer: Viewer,
  target: Target,
  ifMatch: string | null = null,
): Promise<void> {
  await takeMemberAttempt('edit', viewer)
  const user = await findUser(requireChangeableTarget(viewer, target, 'user_delete'))
  if (!isIfMatchSatisfied(ifMatch, makeEtag(user))) throw editConflict()
  requireProof(viewer, 'user_delete')
  const plan = {
    next: null,
    act: (claimed: { id: number }) => [
      db().user.deleteMany({ where: claimed }),
      ...plainNoticeInserts('deletion', 'deletion', user),
      auditInsert({ action: 'user_delete', result: 'ok', actor: viewer, target: user }),
    ],
  }
  await (ifMatch === null ? changeLatest(user, () => plan) : changeUser(user, plan))
  wakeSender()
}

/**
 * Lets an administrator change anybody, and everybody else only themselves. For others the answer is 403 whether the
 * target exists or not.
 */
function requireChangeableTarget(viewer: Viewer, target: Target, action: AuditAction): Target {
  if (isAdmin(viewer)) return target
  const own = 'id' in target ? target.id === viewer.id : foldUid(target.uid) === foldUid(viewer.uid)
  if (!own) throw denyAccess(viewer, action)
  return { id: viewer.id }
}

/** @throws Problem 400 for a password that is easy to guess, 401 or 403 if the viewer has lost their rights by then. */
async function hashGoodPassword(
  viewer: Viewer,
  owner: StoredUser,
  password: string,
): Promise<string> {
  await requireGoodPassword(password, owner)
  await requireUnbreached(password, viewer)
  const hash = await hashPassword(password)
  await recheckViewer(viewer)
  return hash
}

function applyChanges(viewer: Viewer, user: StoredUser, changes: UserChanges): StoredUser {
  const email = changes.email === undefined ? user.email : changes.email
  return {
    ...user,
    uid: changes.uid ?? user.uid,
    name: changes.name ?? user.name,
    email,
    verifiedEmailKey: computeVerifiedKey(viewer, user, email, changes.emailVerified),
    dob: changes.dob === undefined ? user.dob : changes.dob,
    role: changes.role ?? user.role,
    disabled: changes.disabled ?? user.disabled,
  }
}

/** A new address is verified if an administrator has entered it; that of before stays as it is. */
function computeVerifiedKey(
  viewer: Viewer,
  before: StoredUser,
  email: string | null,
  isVerified: boolean | undefined,
): string | null {
  if (email === null) return null
  const key = foldEmail(email)
  if (isVerified !== undefined) return isVerified ? key : null
  if (key === foldEmail(before.email ?? '')) return before.verifiedEmailKey
  return isAdmin(viewer) ? key : null
}

/** Whether a change could open the account to somebody else or shut its user out, or gives more rights. */
function isSensitive(before: StoredUser, after: StoredUser): boolean {
  return (
    mustEndSessions(before, after) ||
    before.email !== after.email ||
    before.verifiedEmailKey !== after.verifiedEmailKey
  )
}

function mustEndSessions(before: StoredUser, after: StoredUser): boolean {
  return (
    before.role !== after.role || before.uid !== after.uid || before.disabled !== after.disabled
  )
}

function toUserUpdate(user: StoredUser, hash: string | undefined): Prisma.UserUpdateInput {
  const { uid, name, email, verifiedEmailKey, dob, role, disabled } = user
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
    verifiedEmailKey,
    terms: { deleteMany: {}, createMany: { data: buildSearchTerms(user) } },
    ...(hash && { password: { upsert: { create: { hash }, update: { hash } } } }),
  }
}
