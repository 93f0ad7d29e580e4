import { recordEvent } from '#lib/audit/record-event.ts'
import { hashBeginner } from '#lib/ceremony/beginner.ts'
import type { Claimant } from '#lib/ceremony/ceremony.ts'
import { db, isMissingRow } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Client } from '#lib/http/client-address.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'
import { USER_COLUMNS } from '#lib/identity/user-row.ts'
import { giveBackAttempt } from '#lib/limits/rate-limit.ts'
import { MAIL_CODE_PROOF } from '#lib/proofs/mail-code.ts'
import { findTicketBySecret, readTicketData, ticketSpend } from '#lib/tickets/ticket.ts'
import { findTicketByCode } from '#lib/tickets/try-code.ts'
import { concludeStep, type SignedIn, toBeginner, type WantedSignIn } from './conclude-step.ts'
import { isMailedOpen, type Mailed } from './mailed-sign-in.ts'

/**
 * Goes on with a sign-in that began by a mail, by its code. It takes as many wrong codes for an account that does not exist.
 * The caller has counted an attempt for the address, which a right code gives back.
 * @returns null where `secret` names no such sign-in, where it is over or was begun elsewhere, or where the user has changed.
 * @throws SecondFactorRequired if more is needed; Problem 400 without a code, 401 `second_factor_wrong`.
 */
export async function continueByMail(
  secret: string,
  code: string | undefined,
  client: Client,
  wanted: WantedSignIn,
): Promise<SignedIn | null> {
  const mailed = await awaitInTime(findTicketBySecret('sign_in_code', secret))
  if (!mailed || !isMailedOpen(mailed)) return null
  if (readTicketData(mailed).begunBy !== hashBeginner(toBeginner(client, wanted))) return null
  if (!code) {
    await giveBackAttempt('signInAddress', client.address)
    throw invalidInput([{ path: 'code', message: 'Enter the code.' }])
  }
  const right = await findTicketByCode('sign_in_code', { holder: mailed.holder }, code)
  if (!right) throw refuseCode(mailed)
  const user = await spend(mailed)
  if (!user) return null
  await giveBackAttempt('signInAddress', client.address)
  const kept = { ...MAIL_CODE_PROOF, at: new Date() }
  return concludeStep(user, { proofs: [kept] }, client, wanted)
}

/** Spends the ticket, once. @returns its user, unless they have changed since they asked. */
async function spend(mailed: Mailed): Promise<Claimant | null> {
  const { version } = readTicketData(mailed)
  try {
    await ticketSpend(mailed.id, new Date())
  } catch (error) {
    if (isMissingRow(error)) return null
    throw error
  }
  const user = await awaitInTime(
    db().user.findUnique({
      where: { id: mailed.userId ?? 0 },
      select: { ...USER_COLUMNS, version: true },
    }),
  )
  return user && !user.disabled && user.version === version ? user : null
}

/** Audits a wrong code. Not awaited, because an answer must not take longer for an existing user. */
function refuseCode({ user }: Mailed): Problem {
  const target = user && { id: user.id, uid: user.uid }
  const detail = { reason: MAIL_CODE_PROOF.way }
  void recordEvent({ action: 'sign_in', result: 'refused', actor: null, target, detail })
  return new Problem(401, 'second_factor_wrong', 'This is not right. Try again.')
}
