import { createHash, randomUUID } from 'node:crypto'
import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { findUser, type StoredUser, type Target, userNotFound } from '../store.ts'
import { type AvatarImages, LARGE_PIXELS, renderAvatar, type SMALL_PIXELS } from './image.ts'
import { drawInitials } from './initials.ts'

/** An avatar to show. It is `lasting` if its address never shows another one. */
export type AvatarFile = {
  type: 'image/webp' | 'image/svg+xml'
  bytes: Uint8Array<ArrayBuffer>
  lasting: boolean
}

/**
 * Sets a user's avatar: the viewer's own, or anybody's if the viewer is an administrator. What was sent is read only
 * after that check.
 * @param read returns the file that was sent.
 * @throws Problem 403, 404 `user_not_found`, 429 `limited`, what `read` throws, and what {@link renderAvatar} throws.
 */
export async function setAvatar(
  viewer: Viewer,
  target: Target,
  read: () => Promise<Uint8Array>,
): Promise<StoredUser> {
  const user = await findChangeableUser(viewer, target)
  const { id } = user
  await takeAttempt('avatar', String(viewer.id))
  const images = await renderAvatar(await read())
  const { large, small } = images
  const avatarKey = computeAvatarVersion(images)
  try {
    await db().$transaction([
      db().user.update({
        where: { id },
        data: { avatarKey, version: randomUUID() },
        select: { id: true },
      }),
      db().avatar.upsert({
        where: { userId: id },
        create: { userId: id, large, small },
        update: { large, small },
        select: { userId: true },
      }),
      auditInsert(avatarChange(viewer, user, 'set')),
    ])
  } catch (error) {
    throw isMissingRow(error) ? userNotFound(target) : error
  }
  return findUser({ id })
}

/** The version by which `pfp` names an avatar. Another image has another version. */
export function computeAvatarVersion({ large }: AvatarImages): string {
  return createHash('sha256').update(large).digest('hex').slice(0, 16)
}

/**
 * Removes a user's avatar, if there is one: the viewer's own, or anybody's if the viewer is an administrator.
 * @throws Problem 403, 404 `user_not_found`.
 */
export async function removeAvatar(viewer: Viewer, target: Target): Promise<void> {
  const user = await findChangeableUser(viewer, target)
  const { id } = user
  if (!user.avatarKey) return
  await db().$transaction([
    db().user.updateMany({
      where: { id, avatarKey: { not: null } },
      data: { avatarKey: null, version: randomUUID() },
    }),
    db().avatar.deleteMany({ where: { userId: id } }),
    auditInsert(avatarChange(viewer, user, 'removed')),
  ])
}

/**
 * Finds the avatar of a user, or their initials. Anybody who knows the user ID may see it, because an `<img>` on another
 * site sends no cookie.
 * @param key the version that the address names, as `pfp` does.
 * @throws Problem 404 `user_not_found`.
 */
export async function findAvatar(
  uid: string,
  size: typeof LARGE_PIXELS | typeof SMALL_PIXELS,
  key?: string,
): Promise<AvatarFile> {
  const uidKey = foldUid(uid)
  // One query reads the key and the image together: a change could come between two.
  const named =
    key && (await db().avatar.findFirst({ where: { user: { uidKey, avatarKey: key } } }))
  if (named) return toAvatarFile(named, size, true)
  const user = await db().user.findUnique({
    where: { uidKey },
    select: { uid: true, name: true, avatar: true },
  })
  if (!user) throw userNotFound({ uid })
  if (user.avatar) return toAvatarFile(user.avatar, size, false)
  const initials = new TextEncoder().encode(drawInitials(user, size))
  return { type: 'image/svg+xml', bytes: initials, lasting: false }
}

function toAvatarFile({ large, small }: AvatarImages, size: number, lasting: boolean): AvatarFile {
  return { type: 'image/webp', bytes: size === LARGE_PIXELS ? large : small, lasting }
}

async function findChangeableUser(viewer: Viewer, target: Target): Promise<StoredUser> {
  const user = await findUser(target)
  if (user.id !== viewer.id && !isAdmin(viewer)) throw denyAccess(viewer, 'avatar_change')
  return user
}

function avatarChange(actor: Viewer, target: StoredUser, change: 'set' | 'removed'): AuditEvent {
  return { action: 'avatar_change', result: 'ok', actor, target, detail: { picture: change } }
}
