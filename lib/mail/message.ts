/** What mails are for: the outbox, the metrics and the audit log call them so. */
export const MAIL_KINDS = [
  'email_taken',
  'email_verify',
  'invitation',
  'not_me',
  'notice_bounce',
  'notice_deletion',
  'notice_email',
  'notice_email_new',
  'notice_export',
  'notice_password',
  'notice_sign_in',
  'password_reset',
  'sign_in_code',
  'sign_up',
  'sign_up_known',
  'test',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/**
 * The words of a mail, from which its text and its HTML are made. Names, user IDs and addresses may stand in `title`,
 * `paragraphs` and `reason` as they are: no mail program makes a link of them.
 */
export type Message = {
  kind: MailKind
  subject: string
  title: string
  paragraphs: readonly string[]
  /** The only link of the mail. */
  button?: { label: string; url: string }
  /** For another device, where the link cannot be opened. */
  code?: string
  /** Why it came, and what to do if that was somebody else. */
  reason: string
}
