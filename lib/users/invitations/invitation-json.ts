import { z } from 'zod'
import { env } from '#lib/env/env.ts'
import type { Prisma } from '#lib/generated/sqlite/client.ts'
import { FieldErrorJson } from '#lib/http/problem-json.ts'
import { makePageLimitSchema, PageCursor } from '#lib/lists/page-limit.ts'

export const INVITATION_STATUSES = ['open', 'accepted', 'expired'] as const

/** An invitation as administrators see it: never what its mail has. */
export const InvitationJson = z
  .strictObject({
    id: z.int(),
    email: z.string(),
    name: z.string().nullable().describe('What the account is called unless they choose a name.'),
    role: z.string(),
    status: z.enum(INVITATION_STATUSES),
    invitedBy: z.string().describe('The user ID of who invites.'),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().describe('When it was mailed last.'),
    expiresAt: z.iso.datetime(),
    acceptedAt: z.iso.datetime().nullable(),
    uid: z.string().nullable().describe('The user ID of the account that came of it.'),
    stopped: z
      .boolean()
      .describe(
        'Whether nothing is sent to this address any more, since a mail server refused it.',
      ),
  })
  .meta({ id: 'Invitation', description: 'An invitation to open an account.' })
export type InvitationJson = z.output<typeof InvitationJson>

/** A query of the list; `after` is the cursor of a page. */
export const InvitationQuery = z.object({
  status: z
    .enum(INVITATION_STATUSES, `status must be one of ${INVITATION_STATUSES.join(', ')}.`)
    .optional()
    .describe('Without it, invitations of any status.'),
  limit: makePageLimitSchema(100),
  after: PageCursor,
})
export type InvitationQuery = z.output<typeof InvitationQuery>

/** What came of one row. */
export const InvitationResult = z
  .strictObject({
    row: z.int(),
    email: z.string(),
    result: z.enum(['queued', 'renewed', 'skipped', 'failed']),
    code: z.string().exactOptional(),
    errors: z.array(FieldErrorJson).exactOptional(),
  })
  .meta({
    id: 'InvitedRow',
    description:
      'What came of a row: the mail is `queued`; it is `renewed`, so that an earlier one is void; the row was `skipped` (`email_taken`: a user has verified the address, `invited_already`: within the last hour, as the row says); or it `failed`.',
  })
export type InvitationResult = z.output<typeof InvitationResult>

/** How many rows have each result, and the result for each row in the order of the request. */
export const InvitationsAnswer = z.strictObject({
  queued: z.int(),
  renewed: z.int(),
  skipped: z.int(),
  failed: z.int(),
  ignored: z.array(z.string()).describe('The columns that were ignored.'),
  rows: z.array(InvitationResult),
})
export type InvitationsAnswer = z.output<typeof InvitationsAnswer>

/** Shows a row as administrators see it, and whether nothing is sent to its address any more. */
export function toInvitationJson(
  row: Prisma.InvitationGetPayload<object>,
  stopped: boolean,
): InvitationJson {
  const { id, email, name, role, inviterUid, createdAt, sentAt, expiresAt, acceptedAt, uid } = row
  const isOver = +expiresAt <= Date.now()
  return {
    id,
    email,
    name,
    role: role ?? (env().roles[0] as string),
    status: acceptedAt ? 'accepted' : isOver ? 'expired' : 'open',
    invitedBy: inviterUid,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    acceptedAt: acceptedAt?.toISOString() ?? null,
    uid,
    stopped,
  }
}
