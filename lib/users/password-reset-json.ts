import { z } from 'zod'
import { Identifier } from '#lib/sign-in/sign-in-json.ts'
import { NewUser } from './schema.ts'

/** A link to choose a new password. `url` is shown only once and not stored. */
export const ResetLink = z
  .strictObject({ url: z.url(), expiresAt: z.iso.datetime() })
  .meta({ id: 'ResetLink', description: 'A link to the page where the user chooses a password.' })
export type ResetLink = z.output<typeof ResetLink>

/** By what a new password is chosen: the secret of a link, or the code of a mail and for whom it was asked. */
export type ResetKey = { token: string } | { identifier: string; code: string }

/** A new password, and by what it is chosen. */
export const PasswordChoice = z
  .object({
    token: z
      .string('The code of the link is missing.')
      .max(200, 'This is not the code of a link.')
      .optional()
      .describe('Of a link: the part after the `#`.'),
    identifier: Identifier.optional().describe('Beside `code`: for whom the mail was asked.'),
    code: z
      .string('The code must be text.')
      .max(64, 'This is not the code of a mail.')
      .optional()
      .describe('Of a mail: its eight characters.'),
    password: NewUser.shape.password,
  })
  .refine(({ token, identifier, code }) => token !== undefined || (identifier && code), {
    path: ['token'],
    message: 'The code of the link is missing.',
  })

/** Reads by what a password is chosen. A link goes before a code. */
export function readResetKey({
  token,
  identifier = '',
  code = '',
}: z.output<typeof PasswordChoice>): ResetKey {
  return token === undefined ? { identifier, code } : { token }
}
