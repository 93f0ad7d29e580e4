import { env } from '#lib/env/env.ts'
import type { Message } from '#lib/mail/message.ts'
import { formatCode } from '#lib/tickets/code.ts'

/** Asks whoever reads it to open the account `uid`. */
export function buildSignUpMessage(uid: string, given: { secret: string; code: string }): Message {
  const { siteName, publicUrl } = env()
  return {
    kind: 'sign_up',
    subject: 'Open your account',
    title: 'Open your account',
    paragraphs: [
      `The user ID of your new account at ${siteName} is ${uid}. If you asked for it, open it within 24 hours. Then sign in with the password that you have chosen.`,
    ],
    button: { label: 'Open the account', url: `${publicUrl.origin}/signup/verify#${given.secret}` },
    code: formatCode(given.code),
    reason: `Somebody has signed up at ${siteName} with this address. If that was not you, do nothing: there is no account then, and what was entered is forgotten.`,
  }
}

/** Tells the holder of an account that somebody has signed up with its address again. */
export function buildKnownMessage(): Message {
  const { siteName, publicUrl } = env()
  return {
    kind: 'sign_up_known',
    subject: 'You have an account already',
    title: 'You have an account already',
    paragraphs: [
      `Somebody has signed up at ${siteName} with this address. It belongs to an account already, so no other one was opened. Sign in with your user ID or this address.`,
    ],
    button: { label: 'Sign in', url: `${publicUrl.origin}/login` },
    reason: 'If you did not sign up, you need not do anything: nothing has changed.',
  }
}
