import { z } from 'zod'
import { parseInput } from '#lib/http/body.ts'
import { findHashFault } from '#lib/passwords/hash.ts'
import { isPasswordHash } from '#lib/passwords/is-hash.ts'
import { NewUser } from '../schema.ts'
import { readTruth, TRUTH_WORDS } from './truth.ts'

/** An empty cell means that there is no value, as null does in JSON. */
const ifGiven = <S extends z.ZodType>(schema: S) =>
  z.preprocess(value => (value === '' || value === null ? undefined : value), schema.optional())

const truth = (name: string) =>
  z.preprocess(
    value => readTruth(value) ?? value,
    z.boolean(`${name} must be true or false. A file may write ${TRUTH_WORDS}.`),
  )

/** The password itself: with a hash in its place, the hash would become the password. */
const password = NewUser.shape.password.refine(
  text => !isPasswordHash(text),
  'This is the hash of a password, not a password. Name it passwordHash.',
)

const passwordHash = z
  .string('The password hash must be text.')
  .check(context => {
    const message = findHashFault(context.value)
    if (message) context.issues.push({ code: 'custom', message, input: undefined })
  })
  .describe(
    'The hash of a password from another program: bcrypt, Argon2, or Werkzeug’s pbkdf2 or scrypt.',
  )

/**
 * A user of a file, under the rules of a sign-up. Instead of a password they may have the hash of one from another
 * program. Without either they cannot sign in until an administrator gives them a reset link.
 */
export const ImportedUser = NewUser.extend({
  password: ifGiven(password),
  passwordHash: ifGiven(passwordHash),
  role: ifGiven(NewUser.shape.role.unwrap()),
  disabled: ifGiven(truth('disabled')),
  emailVerified: ifGiven(truth('emailVerified')).describe(
    'Whether the address is known to be theirs, which it is unless this is false.',
  ),
}).refine(user => user.password === undefined || user.passwordHash === undefined, {
  path: ['passwordHash'],
  error: 'Give a password or its hash, not both.',
})
export type ImportedUser = z.output<typeof ImportedUser>

/** Reads a user of a file. Their address counts as verified, since an administrator gives it, unless the file denies it. */
export function readImportedUser(values: unknown): ImportedUser {
  const user = parseInput(ImportedUser, values)
  return { ...user, emailVerified: user.emailVerified ?? true }
}
