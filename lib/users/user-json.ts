import type { UserRow } from '#lib/auth/user-row.ts'
import { ageOn } from './birthday.ts'
import { isAdmin } from './role.ts'

/** A user as the API shows them. What follows `access` is for the user and for administrators only. */
export type UserJson = {
  id: number
  uid: string
  name: string
  role: string
  age: number | null
  pfp: string | null
  access: ['rw'] | ['ro']
  email?: string | null
  dob?: string | null
  joined?: string
  lastSignIn?: string | null
  disabled?: boolean
}

/** What `viewer` may see of `user` (ASVS v5.0.0-8.2.3, 15.3.1). */
export function userJson(viewer: { id: number; role: string } | null, user: UserRow): UserJson {
  const { id, uid, name, role, dob } = user
  const age = dob === null ? null : ageOn(dob)
  const shared = { id, uid, name, role, age, pfp: pictureOf(user) }
  if (viewer?.id !== id && !isAdmin(viewer)) return { ...shared, access: ['ro'] }
  return {
    ...shared,
    access: ['rw'],
    email: user.email,
    dob,
    joined: user.createdAt.toISOString(),
    lastSignIn: +user.lastSignInAt === 0 ? null : user.lastSignInAt.toISOString(),
    disabled: user.disabled,
  }
}

/** The address of the user's picture, another one for each picture, so that it may be cached for good. */
function pictureOf({ uid, avatarKey }: UserRow): string | null {
  return avatarKey && `/api/users/${encodeURIComponent(uid)}/pfp?v=${avatarKey}`
}
