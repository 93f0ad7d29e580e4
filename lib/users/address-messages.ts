import { env } from '#lib/env/env.ts'
import type { Message } from '#lib/mail/message.ts'
import { formatCode } from '#lib/tickets/code.ts'

/** What a ticket gives its reader. */
type Given = { secret: string; code: string }

/** Asks whoever reads it to confirm that the address is that of the user `uid`. */
export function buildVerifyMessage(uid: string, { secret, code }: Given): Message {
  const { siteName, publicUrl } = env()
  return {
    kind: 'email_verify',
    subject: 'Confirm your e-mail address',
    title: 'Confirm your e-mail address',
    paragraphs: [
      `The user ${uid} of ${siteName} gives this address as their own. If that is you, confirm it within 24 hours. Then you can sign in by it, too.`,
    ],
    button: { label: 'Confirm the address', url: `${publicUrl.origin}/verify#${secret}` },
    code: formatCode(code),
    reason: `Somebody who is signed in to ${siteName} has entered this address. If that was not you, do nothing: the address is not used then.`,
  }
}

/** Tells the holder of a verified address that the user `uid` wanted to have it, too. */
export function buildTakenMessage(uid: string): Message {
  const { siteName } = env()
  return {
    kind: 'email_taken',
    subject: 'Your e-mail address was entered again',
    title: 'Your e-mail address was entered again',
    paragraphs: [
      `The user ${uid} of ${siteName} gives this address as their own. It is already the confirmed address of another account, so nothing has changed.`,
      'If both accounts are yours, remove the address from the other one first, or go on with that one.',
    ],
    reason: `Somebody who is signed in to ${siteName} has entered this address. If that was not you, you need not do anything.`,
  }
}
