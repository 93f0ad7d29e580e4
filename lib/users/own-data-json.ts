import { z } from 'zod'
import { OwnEventJson } from '#lib/audit/event-json.ts'
import { MAIL_STATUSES } from '#lib/mail/mail-json.ts'

const moment = z.iso.datetime()

/** The file that `exportOwnData` makes. */
export const OwnDataJson = z
  .strictObject({
    exportedAt: moment,
    user: z.strictObject({
      id: z.int(),
      uid: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      emailVerified: z.boolean(),
      dob: z.iso.date().nullable(),
      role: z.string(),
      disabled: z.boolean(),
      createdAt: moment,
      updatedAt: moment,
      lastSignInAt: moment.nullable(),
    }),
    passwordChangedAt: moment.nullable(),
    passwordResets: z.array(
      z.strictObject({ createdAt: moment, expiresAt: moment, usedAt: moment.nullable() }),
    ),
    mailed: z
      .array(
        z.strictObject({
          kind: z.string(),
          email: z.string(),
          createdAt: moment,
          expiresAt: moment,
          usedAt: moment.nullable(),
        }),
      )
      .describe('The links and codes that were mailed to you, without themselves, and where to.'),
    mails: z
      .array(
        z.strictObject({
          kind: z.string(),
          to: z.string(),
          status: z.enum(MAIL_STATUSES),
          createdAt: moment,
          endedAt: moment.nullable().describe('When it was sent or failed.'),
        }),
      )
      .describe(
        'The newest 1,000 mails to you that the outbox still has, without their words; they stay there for 30 days.',
      ),
    picture: z.strictObject({ type: z.literal('image/webp'), base64: z.string() }).nullable(),
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        createdAt: moment,
        lastSeenAt: moment,
        expiresAt: moment,
        revokedAt: moment.nullable(),
        address: z.string(),
        agent: z.string(),
        origin: z.string(),
        kind: z.enum(['cookie', 'bearer']),
        provenAt: moment,
        parentId: z.string().nullable().describe('The session that it came of.'),
        resource: z.string().describe('For whom its access tokens are; empty for this server.'),
        amr: z.string().describe('How the user proved who they are (RFC 8176), by blanks.'),
        proofs: z.record(z.string(), moment).describe('When they last proved each of `amr`.'),
        clientId: z.string().describe('The OAuth client that it was given to; empty for none.'),
        scope: z.string().describe('What that client may do, by blanks.'),
        jkt: z.string().nullable().describe('The key that its tokens are bound to (RFC 9449).'),
        current: z.boolean(),
      }),
    ),
    consents: z
      .array(z.strictObject({ clientId: z.string(), scope: z.string(), createdAt: moment }))
      .describe('What you have allowed applications; the scope by blanks.'),
    activity: z.array(OwnEventJson).describe('The newest 10,000 events.'),
  })
  .meta({ id: 'OwnData', description: 'Everything that is kept about one user.' })
