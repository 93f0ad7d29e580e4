import { z } from 'zod'
import { env } from '#lib/env/env.ts'
import { readBirthday } from '#lib/identity/birthday.ts'
import { EMAIL_PATTERN, MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { UID_PATTERN } from '#lib/identity/uid.ts'
import { MAX_CURSOR_LENGTH, makePageLimitSchema } from '#lib/lists/page-limit.ts'

/** Postgres accepts neither NUL nor half a surrogate pair. */
const PLAIN = /^[^\p{Cc}\p{Cs}]*$/u

const text = (label: string) => z.string(`${label} must be text.`)

/** What `/api/users/{uid}` cannot address: URLs drop a segment of dots only, and the others are paths of their own. */
const UNADDRESSABLE = /^(\.+|authenticate|bulk|export|import|invitations|verify)$/i

const UID_RULE = 'The user ID must have 2 to 64 characters: letters, digits and . _ - @ only.'

const uid = text('The user ID')
  // Blanks around it are nothing; a line end is a mistake in what sent it.
  .refine(value => !/[\r\n]/.test(value), { error: UID_RULE, abort: true })
  .trim()
  .regex(UID_PATTERN, UID_RULE)
  .refine(value => !UNADDRESSABLE.test(value), 'This user ID cannot be used. Choose another one.')
  .meta({ description: 'Unique, in any case.' })

/** Known clients put a name into `innerHTML`, so a name must not contain markup. */
const name = text('The name')
  .trim()
  .refine(value => isLengthWithin(value, 2, 100), 'The name must have 2 to 100 characters.')
  .regex(/^[^\p{Cc}\p{Cs}<>]*$/u, 'The name must not contain control characters, < or >.')
  .meta({ minLength: 2, maxLength: 100 })

/** The only rule is the length, which is counted in characters, not bytes (ASVS v5.0.0-6.2.1, 6.2.5, 6.2.9). */
const password = text('The password')
  .refine(
    // Normalising takes quadratic time over a long run of combining marks, so a rough limit comes first.
    value =>
      value.length <= 2048 &&
      value.isWellFormed() &&
      isLengthWithin(value.normalize('NFC'), 8, 256),
    'The password must have 8 to 256 characters.',
  )
  .meta({ minLength: 8, maxLength: 256, description: 'Not one that is easy to guess.' })

/** An e-mail address, as it is typed. */
export const Email = z
  .email({ pattern: EMAIL_PATTERN, error: 'The e-mail address must look like name@example.com.' })
  .max(MAX_EMAIL_LENGTH, `The e-mail address must have at most ${MAX_EMAIL_LENGTH} characters.`)

const dob = text('The date of birth')
  .meta({ format: 'date', description: 'A day in the past.' })
  .transform((value, context) => {
    const day = readBirthday(value)
    if (day === null) {
      context.addIssue({
        code: 'custom',
        message: 'The date of birth must be a past day, written as YYYY-MM-DD.',
      })
      return z.NEVER
    }
    return day
  })

/** One of `ROLES`, compared exactly. */
const role = text('The role')
  .refine(value => env().roles.includes(value), {
    error: () => `The role must be one of ${env().roles.join(', ')}.`,
  })
  .meta({ description: 'One of ROLES, compared exactly.' })

const blankIsNone = <S extends z.ZodType>(schema: S) =>
  z.preprocess(value => (value === '' ? null : value), schema.nullish())

/** A new account. An empty `email` or `dob`, which forms send, counts as none. */
export const NewUser = z
  .object({
    uid,
    name,
    password,
    email: blankIsNone(Email),
    dob: blankIsNone(dob),
    role: role.optional(),
  })
  .meta({ id: 'NewUser' })
export type NewUser = z.output<typeof NewUser>

/** Changes to a user. Fields that are left out stay as they are; an empty `email` or `dob` removes the value. */
export const UserChanges = NewUser.partial()
  .extend({
    disabled: z.boolean('disabled must be true or false.').optional(),
    emailVerified: z
      .boolean('emailVerified must be true or false.')
      .optional()
      .describe(
        'Whether the address is known to be theirs. For administrators; by default a new one is.',
      ),
    currentPassword: text('The current password')
      .max(2048, 'The current password is too long.')
      .optional(),
  })
  .meta({ id: 'UserChanges' })
export type UserChanges = z.output<typeof UserChanges>

/** Names one user in a body. */
export const UserReference = z.object({
  uid: text('The user ID').trim().min(1, 'The user ID is missing.'),
})

/** The body of the Flask backend's PUT: names the user by `id` or `uid`, and says what to change. */
export const NamedUserChanges = UserChanges.extend({
  id: z
    .int('The id must be a whole number.')
    .min(1, 'The id must be that of a user.')
    .max(2 ** 31 - 1, 'The id must be that of a user.')
    .optional(),
}).meta({ id: 'NamedUserChanges' })

const SORTS = ['uid', 'name', 'role', 'joined', 'lastSignIn'] as const
const sorts = [...SORTS, ...SORTS.map(sort => `-${sort}` as const)] as const

/**
 * A query of the list of users. `-` before a sort reverses it; `after` is a cursor from another page. Without a sort,
 * the users whom `q` finds come in the order of the terms that it finds, and all others by uid.
 */
export const UserQuery = z.object({
  q: z
    .string()
    .max(100, 'q must have at most 100 characters.')
    .regex(PLAIN, 'q must not contain control characters.')
    .default('')
    .describe('The beginning of a user ID, an e-mail address, a name, or a word in a name.'),
  sort: z
    .enum(sorts, `sort must be one of ${sorts.join(', ')}.`)
    .optional()
    .describe(
      'What to sort by; `-` reverses the order. `joined` and `lastSignIn` are for administrators only.',
    ),
  limit: makePageLimitSchema(200),
  role: z
    .string()
    .max(64, 'role must be a role.')
    .regex(PLAIN, 'role must be a role.')
    .optional()
    .describe('Only users with this role.'),
  status: z
    .enum(['enabled', 'disabled'], 'status must be enabled or disabled.')
    .optional()
    .describe('Only users who can sign in, or only users who cannot. For administrators only.'),
  after: z
    .string()
    .max(MAX_CURSOR_LENGTH, 'after must be a cursor from another page.')
    .optional()
    .describe('A cursor from the `Link` header of another page.'),
})
export type UserQuery = z.output<typeof UserQuery>

function isLengthWithin(value: string, min: number, max: number): boolean {
  const { length } = [...value]
  return length >= min && length <= max
}
