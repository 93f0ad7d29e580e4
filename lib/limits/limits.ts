/**
 * How many attempts (`points`) one key has in a window of `duration` seconds, which its first attempt opens.
 * docs/limits.md says how each number was weighed; a test holds it to this table.
 */
export const LIMITS = {
  /** Failed sign-ins of one uid from one address. */
  signIn: { points: 20, duration: 900 },
  /** Failed sign-ins from one address, whoever they name: a class room behind one address must fit. */
  signInAddress: { points: 100, duration: 900 },
  /** Failed sign-ins of one uid from wherever; not where the user has been before. */
  signInUid: { points: 200, duration: 900 },
  /** Wrong passwords of one user who is signed in and proves it again. */
  passwordChange: { points: 10, duration: 900 },
  /** Links for a new password that were void, from one address. */
  passwordReset: { points: 100, duration: 900 },
  /** Accounts that one address may create. */
  signUp: { points: 100, duration: 3600 },
  /** Access tokens that one session may ask for. */
  token: { points: 60, duration: 900 },
  /** Refresh tokens that were void, from one address. */
  tokenAddress: { points: 100, duration: 900 },
  /** Pictures that one user may send. */
  avatar: { points: 60, duration: 3600 },
} as const

export type Limit = keyof typeof LIMITS
