/** The columns of a user that may leave the store. The password hash is in a table of its own. */
export const USER_COLUMNS = {
  id: true,
  uid: true,
  name: true,
  role: true,
  email: true,
  verifiedEmailKey: true,
  dob: true,
  createdAt: true,
  lastSignInAt: true,
  avatarKey: true,
  disabled: true,
} as const satisfies Record<keyof UserRow, true>

/** A user as the store reads them with {@link USER_COLUMNS}. */
export type UserRow = {
  id: number
  uid: string
  name: string
  role: string
  email: string | null
  /** The folded address if it is verified. */
  verifiedEmailKey: string | null
  dob: string | null
  createdAt: Date
  lastSignInAt: Date
  avatarKey: string | null
  disabled: boolean
}
