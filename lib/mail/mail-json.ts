import { z } from 'zod'
import type { Prisma } from '#lib/db/db.ts'
import { makePageLimitSchema, PageCursor } from '#lib/lists/page-limit.ts'

export const MAIL_STATUSES = ['waiting', 'sent', 'failed'] as const
export type MailStatus = (typeof MAIL_STATUSES)[number]

/** A mail of the outbox as administrators see it: never its words, which hold links with secrets. */
export const MailJson = z
  .strictObject({
    id: z.int(),
    kind: z.string().describe('What it is for, such as `password_reset`.'),
    to: z.string(),
    user: z.string().nullable().describe('The user ID of whom it concerns.'),
    status: z.enum(MAIL_STATUSES),
    tries: z.int().describe('How often it was tried since it was queued or retried.'),
    answer: z
      .string()
      .nullable()
      .describe('What the mail server said to the last try, or why there was no answer.'),
    stopped: z.boolean().describe('Whether nothing is sent to its address any more.'),
    canRetry: z.boolean().describe('Whether its words are still there, so that it can be sent.'),
    createdAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable().describe('When it is tried next, while it waits.'),
    endedAt: z.iso.datetime().nullable().describe('When it was sent or failed.'),
  })
  .meta({ id: 'Mail', description: 'A mail of the outbox, without its words.' })
export type MailJson = z.output<typeof MailJson>

/** An address to which nothing is sent any more. */
export const MailStopJson = z
  .strictObject({
    address: z.string(),
    answer: z.string().describe('What the mail server said.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'MailStop', description: 'An address that a mail server has refused for good.' })
export type MailStopJson = z.output<typeof MailStopJson>

/** A query of the outbox; `after` is the cursor of a page. */
export const OutboxQuery = z.object({
  status: z
    .enum(MAIL_STATUSES, `status must be one of ${MAIL_STATUSES.join(', ')}.`)
    .optional()
    .describe('Without it, mails of any status.'),
  to: z
    .string()
    .max(254, 'to must have at most 254 characters.')
    .transform(text => text.trim())
    .default('')
    .describe('The whole address of the recipient, in any case.'),
  limit: makePageLimitSchema(100),
  after: PageCursor,
})
export type OutboxQuery = z.output<typeof OutboxQuery>

type Row = Prisma.MailGetPayload<{ omit: { content: true } }>

/** Shows rows as administrators see them. */
export function toMailJson(
  row: Row,
  { user, stopped, canRetry }: Pick<MailJson, 'user' | 'stopped' | 'canRetry'>,
): MailJson {
  const { id, kind, address, tries, answer, createdAt, dueAt, endedAt } = row
  const status = row.status as MailJson['status']
  return {
    id,
    kind,
    to: address,
    user,
    status,
    tries,
    answer: answer || null,
    stopped,
    canRetry,
    createdAt: createdAt.toISOString(),
    dueAt: status === 'waiting' ? dueAt.toISOString() : null,
    endedAt: endedAt?.toISOString() ?? null,
  }
}
