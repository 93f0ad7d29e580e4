import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import type { UserRow } from '#lib/identity/user-row.ts'
import type { Message } from '#lib/mail/message.ts'
import { canMail } from '#lib/mail/settings.ts'
import { formatCode } from '#lib/tickets/code.ts'
import type { Question } from './way.ts'

/**
 * What the code of a mail proves: that somebody has the mailbox. RFC 8176 has no value for mail; `mca` is the one for
 * what comes by another channel.
 */
export const MAIL_CODE_PROOF = { way: 'mail-code', amr: ['mca'], strength: 1 } as const

/** How long the code of a mail is good: as long as a ceremony. */
export const MAIL_CODE_LIFETIME_MS = 600_000

/** Whether people prove here who they are by a code that is mailed to them. */
export function canMailCode(): boolean {
  return env().mailSignIn && canMail()
}

/** Whether this user can. Nothing is mailed to an address that nobody has verified: it may be somebody else's. */
export function hasMailCode({ email, verifiedEmailKey }: UserAddress): boolean {
  return canMailCode() && email !== null && verifiedEmailKey !== null
}
type UserAddress = Pick<UserRow, 'email' | 'verifiedEmailKey'>

/** Lets a mail with a code be asked for only where people sign in by it. @throws Problem 404 `mail_sign_in_off`. */
export function requireMailCode(): void {
  if (canMailCode()) return
  throw new Problem(404, 'mail_sign_in_off', 'Nobody signs in by a code of a mail here.')
}

/** What a person is asked whom a mail was sent, or of whom nobody says whether it was. */
export function askMailCode(help: string): Question {
  return { field: 'code', label: 'Code of the mail', autoComplete: 'one-time-code', help }
}

/**
 * The mail with a code.
 * @param link where the browser that asked may go on without typing it, if it can.
 */
export function buildCodeMessage(uid: string, code: string, link: string | null = null): Message {
  const { siteName } = env()
  const use = link
    ? 'Open the link in the browser that asked for it, or enter the code there, within ten minutes.'
    : 'Enter it where you asked for it, within ten minutes.'
  return {
    kind: 'sign_in_code',
    subject: 'Code to sign in',
    title: 'Code to sign in',
    paragraphs: [`${use} Give it to nobody, whoever asks for it.`],
    ...(link && { button: { label: 'Go on signing in', url: link } }),
    code: formatCode(code),
    reason: `Somebody asked for this code to sign in at ${siteName} as ${uid}. If that was not you, do nothing: without the code nobody gets in.`,
  }
}
