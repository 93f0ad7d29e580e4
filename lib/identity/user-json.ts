import { z } from 'zod'
import { computeAge } from './birthday.ts'
import { isAdmin } from './role.ts'
import type { UserRow } from './user-row.ts'
import type { Asker } from './viewer.ts'

/** A user as the API shows them. The fields after `access` are for that user and for administrators only. */
export const UserJson = z
  .strictObject({
    id: z.int(),
    uid: z.string(),
    name: z.string(),
    role: z.string(),
    age: z
      .int()
      .nullable()
      .describe('In years. Null without a date of birth, and for members while SHOW_AGE=0.'),
    pfp: z
      .string()
      .nullable()
      .describe('The path of the avatar. Each avatar has another one, which nobody can guess.'),
    access: z
      .union([z.tuple([z.literal('rw')]), z.tuple([z.literal('ro')])])
      .describe('Whether the viewer may change the user.'),
    email: z.string().nullable().exactOptional(),
    emailVerified: z
      .boolean()
      .exactOptional()
      .describe('Whether the address is known to be that of the user, who may then sign in by it.'),
    dob: z.iso.date().nullable().exactOptional(),
    joined: z.iso.datetime().exactOptional(),
    lastSignIn: z.iso.datetime().nullable().exactOptional(),
    disabled: z.boolean().exactOptional().describe('Whether the user is barred from signing in.'),
  })
  .meta({
    id: 'User',
    description: 'A user. The fields after `access` are for that user and for administrators only.',
  })
export type UserJson = z.output<typeof UserJson>

/**
 * What `viewer` may see of `user` (ASVS v5.0.0-8.2.3, 15.3.1).
 * @param showAge whether members see the ages of others: who asks every day learns the birthday.
 */
export function toUserJson(
  viewer: Asker | null,
  user: UserRow,
  { showAge }: { showAge: boolean },
): UserJson {
  const { id, uid, name, role, dob } = user
  const age = dob === null ? null : computeAge(dob)
  const shared = { id, uid, name, role, age, pfp: makeAvatarPath(user) }
  if (viewer?.id !== id && !isAdmin(viewer)) {
    return { ...shared, age: showAge ? age : null, access: ['ro'] }
  }
  return {
    ...shared,
    access: ['rw'],
    email: user.email,
    emailVerified: user.verifiedEmailKey !== null,
    dob,
    joined: user.createdAt.toISOString(),
    lastSignIn: +user.lastSignInAt === 0 ? null : user.lastSignInAt.toISOString(),
    disabled: user.disabled,
  }
}

/** What users see of themselves. */
export function toOwnUserJson(user: UserRow, settings: { showAge: boolean }): UserJson {
  return toUserJson({ ...user, page: null }, user, settings)
}

/** The path of the user's avatar. Each avatar has another one, which only those know who may see the user. */
export function makeAvatarPath({
  uid,
  avatarKey,
}: Pick<UserRow, 'uid' | 'avatarKey'>): string | null {
  return avatarKey && `/api/users/${encodeURIComponent(uid)}/pfp?v=${avatarKey}`
}
