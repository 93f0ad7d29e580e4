import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'

/** What a sign-in brings. */
export const Credentials = z
  .object({
    uid: z.string('The user ID must be text.').nullish(),
    password: z.string('The password must be text.').nullish(),
  })
  .meta({
    id: 'Credentials',
    description: 'Both are needed: without `uid` it is 401 `uid_missing`.',
  })

/** What a sign-in is answered with, beside the cookie. */
export const SignInJson = z.strictObject({
  message: z.string(),
  user: UserJson,
  expiresAt: z.iso.datetime().describe('When the session ends if it is not used.'),
})

/** What says that it is done. */
export const MessageJson = z.strictObject({ message: z.string() })

/** Until when the proof of the password is good. */
export const ProofJson = z.strictObject({ provenUntil: z.iso.datetime() })
