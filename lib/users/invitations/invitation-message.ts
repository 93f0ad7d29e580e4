import { env } from '#lib/env/env.ts'
import type { Message } from '#lib/mail/message.ts'
import { formatCode } from '#lib/tickets/code.ts'

/** How many days an invitation can be accepted. */
export const INVITATION_DAYS = 7

/** Invites whoever reads it to open an account; `inviter` is the name of who invites them. */
export function buildInvitationMessage(
  inviter: string,
  { secret, code }: { secret: string; code: string },
): Message {
  const { siteName, publicUrl } = env()
  return {
    kind: 'invitation',
    subject: `You are invited to ${siteName}`,
    title: `You are invited to ${siteName}`,
    paragraphs: [
      `${inviter} invites you to open an account. Choose a user ID and a password within ${INVITATION_DAYS} days.`,
    ],
    button: { label: 'Open your account', url: `${publicUrl.origin}/invitation#${secret}` },
    code: formatCode(code),
    reason: `An administrator of ${siteName} has entered this address. If you do not want an account, do nothing: none is opened then.`,
  }
}
