import type { MailJson } from '#lib/mail/mail-json.ts'

export const STATUS_WORDS = {
  waiting: 'Waiting',
  sent: 'Sent',
  failed: 'Failed',
} as const satisfies Record<MailJson['status'], string>

/** What a mail is for, from its kind: `password_reset` is "Password reset". */
export function describeKind(kind: string): string {
  const words = kind.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
