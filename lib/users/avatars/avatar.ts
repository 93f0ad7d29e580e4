import { randomBytes, randomUUID } from 'node:crypto'
import { denyAccess } from '#lib/audit/deny-access.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { auditInsert } from '#lib/audit/record-event.ts'
import { recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { includesAccess } from '#lib/cors/access.ts'
import { db } from '#lib/db/db.ts'
import { unlessGone } from '#lib/db/unless-gone.ts'
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
 * @throws Problem 401 `token_invalid` if the session ends in the course of it, 403, 404 `user_not_found`, 429 `limited`,
 *   what `read` throws, and what {@link renderAvatar} throws.
 */
export async function setAvatar(
  viewer: Viewer,
  target: Target,
  read: () => Promise<Uint8Array>,
): Promise<StoredUser> {
  const user = await findChangeableUser(viewer, target)
  const { id } = user
  await takeAttempt('avatar', String(viewer.id))
  const { large, small } = await renderAvatar(await read())
  await recheckViewer(viewer)
  const avatarKey = makeAvatarKey()
  await unlessGone(
    db().$transaction([
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
    ]),
    () => userNotFound(target),
  )
  return findUser({ id })
}

/** Makes the part of an avatar's address that nobody can guess: 128 random bits, others for each avatar. */
export function makeAvatarKey(): string {
  return randomBytes(16).toString('base64url')
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

/** Which side of an avatar to show, in pixels. */
type Size = typeof LARGE_PIXELS | typeof SMALL_PIXELS

/**
 * Finds the avatar at the address that `pfp` names. Whoever has the address may see it, because an `<img>` on another
 * site sends no cookie.
 * @returns null if `key` is not that of the user's avatar.
 */
export async function findAvatarByKey(
  uid: string,
  key: string,
  size: Size,
): Promise<AvatarFile | null> {
  // One query reads the key and the image together: a change could come between two.
  const where = { user: { uidKey: foldUid(uid), avatarKey: key } }
  const avatar = await db().avatar.findFirst({ where })
  return avatar && toAvatarFile(avatar, size, true)
}

/**
 * Finds the avatar of a user for `viewer`, or their initials. Without a session, everybody has the initials of the user
 * ID that the address names, with an avatar or without, and nobody too: that tells nothing (ASVS v5.0.0-6.3.8). The same
 * goes for a page that may know of the viewer alone.
 */
export async function findAvatar(
  viewer: Pick<Viewer, 'uid' | 'page'> | null,
  uid: string,
  size: Size,
): Promise<AvatarFile> {
  if (!viewer || !maySee(viewer, uid)) return drawAvatar({ uid, name: uid }, size)
  const user = await db().user.findUnique({
    where: { uidKey: foldUid(uid) },
    select: { uid: true, name: true, avatar: true },
  })
  if (user?.avatar) return toAvatarFile(user.avatar, size, false)
  return drawAvatar(user ?? { uid, name: uid }, size)
}

function maySee({ uid: own, page }: Pick<Viewer, 'uid' | 'page'>, uid: string): boolean {
  return page === null || includesAccess(page.access, 'users') || foldUid(uid) === foldUid(own)
}

function drawAvatar(user: { uid: string; name: string }, size: Size): AvatarFile {
  const bytes = new TextEncoder().encode(drawInitials(user, size))
  return { type: 'image/svg+xml', bytes, lasting: false }
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
