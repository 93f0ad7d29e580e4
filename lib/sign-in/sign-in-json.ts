import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'

/** What a sign-in takes. */
export const Credentials = z
  .object({
    uid: z.string('The user ID must be text.').trim().nullish(),
    password: z.string('The password must be text.').nullish(),
  })
  .meta({
    id: 'Credentials',
    description:
      'Both are needed. Without `uid` the answer is 401 `uid_missing`. Blanks around it do not count.',
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
