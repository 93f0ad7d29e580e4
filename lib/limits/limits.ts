/**
 * How many attempts (`points`) a key has in a window of `duration` seconds, which its first attempt opens.
 * docs/limits.md explains each number, and a test compares it with this table.
 */
export const LIMITS = {
  /** Failed sign-ins of one uid from one address. */
  signIn: { points: 20, duration: 900 },
  /** Failed sign-ins from one address, for any uid: enough for a classroom behind one address. */
  signInAddress: { points: 100, duration: 900 },
  /** Failed sign-ins of one uid from any address. The user may still sign in from where they were before. */
  signInUid: { points: 200, duration: 900 },
  /** Sign-ins of one user that wait for a second factor. */
  secondFactorBegun: { points: 20, duration: 900 },
  /** Wrong second factors of one user, from any address. Only who has proved the first factor can be wrong. */
  secondFactor: { points: 10, duration: 900 },
  /** Wrong passwords of one user who is signed in and asked to prove the password again. */
  passwordChange: { points: 10, duration: 900 },
  /** Invalid links and codes for a new password, from one address. */
  passwordReset: { points: 100, duration: 900 },
  /** Mails that people ask for, from one address. */
  mailRequest: { points: 100, duration: 900 },
  /** Mails by which one user confirms addresses. */
  addressMail: { points: 10, duration: 3600 },
  /** Mails that confirm one e-mail address or invite it again, whoever asks. */
  mailTo: { points: 5, duration: 3600 },
  /** Void links and wrong codes of mails, from one address. */
  mailCode: { points: 100, duration: 900 },
  /** Mails with a code to sign in, or to prove again who they are, to one user. */
  signInMail: { points: 10, duration: 3600 },
  /** Mails for a new password to one user. */
  resetMail: { points: 5, duration: 3600 },
  /** Accounts created from one address. */
  signUp: { points: 100, duration: 3600 },
  /** Access tokens that one user asks for, in all their sessions together. */
  token: { points: 120, duration: 900 },
  /** Authorization codes that one user is given. */
  code: { points: 120, duration: 900 },
  /** Invalid refresh tokens and authorization codes, from one address. */
  tokenAddress: { points: 100, duration: 900 },
  /** Requests that clients without a secret push, from one address. */
  pushedRequest: { points: 300, duration: 900 },
  /** Failed authentications of one OAuth client from one address. */
  clientAuth: { points: 100, duration: 900 },
  /** Avatars that one user uploads. */
  avatar: { points: 60, duration: 3600 },
  /** Pages of lists that one member reads: users, and their own audit events. */
  list: { points: 1800, duration: 900 },
  /** Changes that one member makes to their own account. */
  edit: { points: 300, duration: 900 },
  /** Files of everything that is kept about one user, which they download. */
  ownExport: { points: 20, duration: 3600 },
} as const

export type Limit = keyof typeof LIMITS

/** The limits that each process counts in its own memory, since a write to the database costs more than what they bound. */
export const IN_MEMORY: ReadonlySet<Limit> = new Set(['list'])
