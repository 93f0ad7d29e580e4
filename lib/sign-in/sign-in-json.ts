import { z } from 'zod'
import { MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { UserJson } from '#lib/identity/user-json.ts'

/** What a sign-in takes. */
export const Credentials = z
  .object({
    uid: z.string('The user ID must be text.').trim().nullish(),
    password: z.string('The password must be text.').nullish(),
    auth_session: z
      .string('The auth_session must be text.')
      .nullish()
      .describe(
        'Of an answer 401 `second_factor_required`, or of `/api/authenticate/mail`: the sign-in that goes on.',
      ),
    code: z
      .string('The code must be text.')
      .trim()
      .nullish()
      .describe('What one of its `ways` asks for; with `client_id`, a code of /authorize.'),
    code_verifier: z
      .string('The code_verifier must be text.')
      .nullish()
      .describe('What PKCE calls so (RFC 7636).'),
    client_id: z
      .string('The client_id must be text.')
      .nullish()
      .describe('The origin of the page that changes a code of /authorize for the cookie.'),
  })
  .meta({
    id: 'Credentials',
    description:
      '`uid` and `password` begin. Without `uid` the answer is 401 `uid_missing`. Blanks around it do not count. Where a second factor is needed, or a code was mailed, `auth_session` and `code` go on. The page of an allowed origin sends `code`, `code_verifier` and `client_id` instead of a password.',
  })

/** Whom somebody means: by user ID, or by verified address. */
export const Identifier = z
  .string('The user ID or e-mail address must be text.')
  .trim()
  .min(1, 'Enter your user ID or e-mail address.')
  .max(MAX_EMAIL_LENGTH, 'This is too long for a user ID or e-mail address.')

/** For whom a mail is asked. */
export const MailWish = z
  .object({
    identifier: Identifier.describe('The user ID, or the verified e-mail address.'),
  })
  .meta({ id: 'MailWish' })

/** The sign-in that waits for the code of a mail. */
export const MailedJson = z.strictObject({ auth_session: z.string() })

/** What a sign-in answers, beside the cookie. */
export const SignInJson = z.strictObject({
  message: z.string(),
  user: UserJson,
  expiresAt: z.iso.datetime().describe('When the session ends unless it is used.'),
})

/** An answer that says what was done. */
export const MessageJson = z.strictObject({ message: z.string() })

/** When the proof of the password expires. */
export const ProofJson = z.strictObject({ provenUntil: z.iso.datetime() })
