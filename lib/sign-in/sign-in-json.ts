import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'

/** What a sign-in takes. */
export const Credentials = z
  .object({
    uid: z.string('The user ID must be text.').trim().nullish(),
    password: z.string('The password must be text.').nullish(),
    auth_session: z
      .string('The auth_session must be text.')
      .nullish()
      .describe('Of an answer 401 `second_factor_required`: the sign-in that goes on.'),
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
      '`uid` and `password` begin. Without `uid` the answer is 401 `uid_missing`. Blanks around it do not count. Where a second factor is needed, `auth_session` and `code` go on. The page of an allowed origin sends `code`, `code_verifier` and `client_id` instead of a password.',
  })

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
