import { hashBeginner } from '#lib/ceremony/beginner.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import type { Client } from '#lib/http/client-address.ts'
import { giveBackCodeAttempt, takeCodeAttempt } from '#lib/limits/mail-limits.ts'
import { canMailCode } from '#lib/proofs/mail-code.ts'
import { formatCode } from '#lib/tickets/code.ts'
import { listSecretMacs } from '#lib/tickets/secret.ts'
import { findTicketOf, readTicketData } from '#lib/tickets/ticket.ts'
import { MAX_CODE_TRIES } from '#lib/tickets/try-code.ts'
import { toBeginner, type WantedSignIn } from './conclude-step.ts'

/** The ticket of a sign-in that began by a mail. */
export type Mailed = NonNullable<Awaited<ReturnType<typeof findTicketOf>>>

/** Whom the ticket of a sign-in is for that began by a mail: `name` is in the link of the mail, and in no other. */
export function nameMailedHolder(name: string): string {
  return `sign-in ${name}`
}

/** The link of the mail. Its reader's browser gets the code and the name of the sign-in, and the server neither. */
export function buildCodeLink(code: string, name: string): string {
  return `${env().publicUrl.origin}/login/code#${formatCode(code)}.${name}`
}

/** Whether the code of the mail would still be taken. */
export function isMailedOpen({ usedAt, expiresAt, tries }: Mailed): boolean {
  return canMailCode() && usedAt === null && +expiresAt > Date.now() && tries < MAX_CODE_TRIES
}

/** What a link is in the browser that opens it. */
export type LinkedSignIn =
  | { state: 'over' }
  /** Another browser has asked, or none on our pages: its code is to be typed there. */
  | { state: 'elsewhere' }
  /** This browser has asked. */
  | { state: 'here'; uid: string; next: string }

/**
 * Looks at the sign-in that the link of a mail names, without its code, and so without a try: the link alone signs nobody
 * in. It goes on only in the browser that asked, which has the secret `authSession` of the same sign-in: a mail that was
 * asked for by somebody else, or forwarded, does nothing in the browser of whoever opens it, not even to another sign-in
 * there.
 * @throws Problem 429 `limited`.
 */
export async function findLinkedSignIn(
  name: string,
  authSession: string,
  client: Client,
  wanted: WantedSignIn,
): Promise<LinkedSignIn> {
  await takeCodeAttempt(client.address)
  const mailed = await awaitInTime(findTicketOf('sign_in_code', nameMailedHolder(name)))
  if (!mailed?.user || !isMailedOpen(mailed)) return { state: 'over' }
  await giveBackCodeAttempt(client.address)
  const { begunBy, next } = readTicketData(mailed)
  const asked = listSecretMacs(authSession).includes(mailed.id)
  if (!asked || begunBy !== hashBeginner(toBeginner(client, wanted))) return { state: 'elsewhere' }
  return { state: 'here', uid: mailed.user.uid, next: String(next) }
}
