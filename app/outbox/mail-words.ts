import type { MailJson } from '#lib/mail/mail-json.ts'
import type { MailKind } from '#lib/mail/message.ts'

export const STATUS_WORDS = {
  waiting: 'Waiting',
  sent: 'Sent',
  failed: 'Failed',
} as const satisfies Record<MailJson['status'], string>

const KIND_WORDS: Record<MailKind, string> = {
  email_taken: 'Address of another account',
  email_verify: 'Address to be confirmed',
  invitation: 'Invitation',
  not_me: 'New password after “not me”',
  notice_bounce: 'Notice: addresses refused',
  notice_deletion: 'Notice: account deleted',
  notice_email: 'Notice: address changed',
  notice_email_new: 'Notice to the new address',
  notice_export: 'Notice: data downloaded',
  notice_password: 'Notice: password changed',
  notice_sign_in: 'Notice: sign-in from a new place',
  password_reset: 'Password reset',
  sign_in_code: 'Code to sign in',
  sign_up: 'Account to be opened',
  sign_up_known: 'Sign-up with a known address',
  test: 'Test',
}

/** What a mail is for, in words; one that another version has queued may be of a kind that this one does not know. */
export function describeKind(kind: string): string {
  return KIND_WORDS[kind as MailKind] ?? kind
}
