import { env } from '#lib/env/env.ts'
import type { Client } from '#lib/http/client-address.ts'
import { toNetwork } from '#lib/http/network.ts'
import { describeAgent, readAgent } from '#lib/http/user-agent.ts'
import type { MailKind, Message } from '#lib/mail/message.ts'
import { formatCode } from '#lib/tickets/code.ts'

/** What happened to an account; `email_new` is told to the new address. */
export type Happening = 'password' | 'email' | 'email_new' | 'sign-in' | 'deletion' | 'export'

/** For how many days somebody can say that it was not them. */
export const NOT_ME_DAYS = 7

const WORDS: Record<Happening, { kind: MailKind; subject: string; happened: string }> = {
  password: {
    kind: 'notice_password',
    subject: 'Your password was changed',
    happened: 'has a new password',
  },
  email: {
    kind: 'notice_email',
    subject: 'Your e-mail address was changed',
    happened: 'has another e-mail address now. This one is no longer used for the account',
  },
  email_new: {
    kind: 'notice_email_new',
    subject: 'This is your e-mail address now',
    happened: 'has this e-mail address now',
  },
  'sign-in': {
    kind: 'notice_sign_in',
    subject: 'A sign-in from a new place',
    happened: 'was signed in to from a browser and network that we have not seen together',
  },
  deletion: {
    kind: 'notice_deletion',
    subject: 'Your account was deleted',
    happened: 'was deleted',
  },
  export: {
    kind: 'notice_export',
    subject: 'Your data was downloaded',
    happened: 'was downloaded as a file',
  },
}

/** Tells what happened to the account `uid`, by whose request, and what to do if that was not its owner. */
export function buildNotice(
  happening: Happening,
  uid: string,
  at: Date,
  client: Client | null,
  given: { secret: string; code: string } | null,
): Message {
  const { siteName, publicUrl } = env()
  const { kind, subject, happened } = WORDS[happening]
  const what =
    happening === 'export'
      ? `What ${siteName} keeps about ${uid}`
      : `Your account ${uid} at ${siteName}`
  const advice = given
    ? `If that was not you, say so within ${NOT_ME_DAYS} days: it ends every session, voids the password, and mails you a link for a new one.`
    : 'If that was not you, tell an administrator at once.'
  return {
    kind,
    subject,
    title: subject,
    paragraphs: [`${what} ${happened}.`, `${describeTime(at)}${describePlace(client)}.`, advice],
    ...(given && {
      button: { label: 'This was not me', url: `${publicUrl.origin}/not-me#${given.secret}` },
      code: formatCode(given.code),
    }),
    reason: 'If it was you, you need not do anything.',
  }
}

/** A moment in words, in UTC: nobody knows the time zone of a mail's reader. */
function describeTime(at: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return `On ${format.format(at)} (UTC)`
}

/** A browser in plain words, and its network without the part that names one machine. */
function describePlace(client: Client | null): string {
  if (!client) return ''
  const agent = describeAgent(readAgent(client.agent))
  return `, by ${agent}, from the network ${nameNetwork(client.address)}`
}

/** The network of an address: a /24, or a /48 of IPv6. */
export function nameNetwork(address: string): string {
  const network = toNetwork(address, 48)
  return /^\d+\.\d+\.\d+\.\d+$/.test(network) ? network.replace(/\d+$/, '0/24') : network
}
