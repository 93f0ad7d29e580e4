import type { MailWriters } from '#lib/mail/mail-request.ts'
import { mailCode } from '#lib/sign-in/begin-by-mail.ts'
import { mailReset } from './reset-mail.ts'

/** What writes each mail that a stranger can ask for. */
export const MAIL_WRITERS: MailWriters = { password_reset: mailReset, sign_in_code: mailCode }
