import { foldEmail } from '#lib/identity/email.ts'
import { blindText } from './blind.ts'
import { giveBackAttempt, takeAttempt } from './rate-limit.ts'

/** Who asks for a mail, from which address on the network, and where it is to go. */
type Asked = { userId?: number; address: string; email: string }

/**
 * Counts a mail that somebody asks for to confirm an address, whether it is sent or not: by their network, by their account, and by the e-mail
 * address that it goes to, so that nobody's mailbox is flooded.
 * @throws Problem 429 `limited`.
 */
export async function takeMailAttempt({ userId, address, email }: Asked): Promise<void> {
  await takeAttempt('mailRequest', address)
  if (userId !== undefined) await takeAttempt('addressMail', String(userId))
  await takeAttempt('mailTo', blindText(foldEmail(email)))
}

/**
 * Counts a mail by which somebody is invited again.
 * @throws Problem 429 `limited`.
 */
export async function takeInvitationAttempt(email: string): Promise<void> {
  await takeAttempt('mailTo', blindText(foldEmail(email)))
}

/**
 * Counts a link or a code that somebody sends, until {@link giveBackCodeAttempt} says that it was right.
 * @throws Problem 429 `limited`.
 */
export async function takeCodeAttempt(address: string): Promise<void> {
  await takeAttempt('mailCode', address)
}

/** Forgets an attempt at a link or a code that was right. */
export async function giveBackCodeAttempt(address: string): Promise<void> {
  await giveBackAttempt('mailCode', address)
}
