import { z } from 'zod'
import type { AuditAction } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { Problem } from '#lib/http/problem.ts'
import { MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { giveBackCodeAttempt, takeCodeAttempt } from '#lib/limits/mail-limits.ts'
import { findTicketBySecret, type TicketKind } from '#lib/tickets/ticket.ts'
import { findTicketByCode } from '#lib/tickets/try-code.ts'

/** What a mail gave its reader: the part of its link after the `#`, or its code with the address that it went to. */
export const TicketUse = z
  .object({
    token: z
      .string('The token must be text.')
      .max(200, 'This is not the token of a link.')
      .optional()
      .describe('The part of the link after the `#`.'),
    email: z
      .string('The e-mail address must be text.')
      .trim()
      .max(MAX_EMAIL_LENGTH, 'The e-mail address is too long.')
      .optional()
      .describe('Where the mail went; with `code`.'),
    code: z
      .string('The code must be text.')
      .max(40, 'This is not the code of a mail.')
      .optional()
      .describe('The eight characters of the mail, in any case, with or without a hyphen.'),
  })
  .refine(({ token, email, code }) => token !== undefined || (email && code), {
    path: ['code'],
    message: 'Enter the code of the mail, and the address that it went to.',
  })
  .meta({ id: 'TicketUse', description: 'Either `token`, or `email` and `code`.' })
export type TicketUse = z.output<typeof TicketUse>

/**
 * Finds the ticket that somebody has received. Void links and wrong codes are limited per address on the network, and a
 * ticket takes five wrong codes.
 * @param action what is refused, for the audit log.
 * @param address the client's.
 * @throws Problem 404 `ticket_void`, 429 `limited`.
 */
export async function findValidTicket(
  kind: TicketKind,
  { token, email = '', code = '' }: TicketUse,
  action: AuditAction,
  address: string,
) {
  await takeCodeAttempt(address)
  const ticket =
    token === undefined
      ? await findTicketByCode(kind, { email }, code)
      : await awaitInTime(findTicketBySecret(kind, token))
  const isOver = ticket && (ticket.usedAt !== null || +ticket.expiresAt <= Date.now())
  if (!ticket || isOver || ticket.user?.disabled) {
    void recordEvent({ action, result: 'refused', actor: null, target: ticket?.user ?? null })
    throw ticketVoid()
  }
  await giveBackCodeAttempt(address)
  return ticket
}

/** 404 for a link or a code that does nothing: it tells nobody why, since it may have been guessed. */
export function ticketVoid(): Problem {
  const message =
    'This link or code is wrong, has been used, or is too old. Check the newest mail, or ask for another one.'
  return new Problem(404, 'ticket_void', message)
}
