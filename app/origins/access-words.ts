import type { Access } from '#lib/cors/access.ts'

/** What pages of an origin may do in the name of whoever is signed in, in a table. */
export const ACCESS_WORDS: Record<Access, string> = {
  account: 'Own account',
  users: 'Own account and list of users',
  administration: 'All that the user may',
}

/** The same as choices of a form. */
export const ACCESS_OPTIONS: readonly (readonly [Access, string])[] = [
  ['account', 'Sign in and out, read and change their own account'],
  ['users', 'Also read the list of users'],
  ['administration', 'Also do what an administrator may, if one is signed in'],
]

export const PASSWORD_OPTIONS = [
  ['false', 'No: people sign in on the pages of this server'],
  ['true', 'Yes: its scripts can read what is typed'],
] as const
