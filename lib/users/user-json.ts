import { ageOn } from './birthday.ts'
import { isAdmin } from './role.ts'

/** The columns of a user that may leave the store; the password hash is in a table of its own. */
export const USER_COLUMNS = {
  id: true,
  uid: true,
  name: true,
  role: true,
  email: true,
  dob: true,
  createdAt: true,
  lastSignInAt: true,
} as const

/** A user's columns, as the store reads them and as a viewer carries their own. */
export type UserRow = {
  id: number
  uid: string
  name: string
  role: string
  email: string | null
  dob: string | null
  createdAt: Date
  lastSignInAt: Date | null
}

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
}

/** What `viewer` may see of `user` (ASVS v5.0.0-8.2.3, 15.3.1). */
export function userJson(viewer: { id: number; role: string } | null, user: UserRow): UserJson {
  const { id, uid, name, role, dob } = user
  const shared = { id, uid, name, role, age: dob === null ? null : ageOn(dob), pfp: null }
  if (viewer?.id !== id && !isAdmin(viewer)) return { ...shared, access: ['ro'] }
  return {
    ...shared,
    access: ['rw'],
    email: user.email,
    dob,
    joined: user.createdAt.toISOString(),
    lastSignIn: user.lastSignInAt?.toISOString() ?? null,
  }
}
