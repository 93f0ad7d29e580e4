import { z } from 'zod'
import { ACCESSES, type Access } from '#lib/cors/access.ts'
import { choosePinnedMode } from '#lib/cors/app-origin.ts'
import { MODES, type Mode } from '#lib/cors/mode.ts'
import type { Prisma } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { describeSharedHost } from './shared-host.ts'

/**
 * An allowed origin as administrators see it. The entries of CORS_ORIGINS are `pinned`: their ids are negative, nobody
 * has added them, and only a change of the environment changes them.
 */
export const OriginJson = z
  .strictObject({
    id: z.int(),
    origin: z.string(),
    note: z.string(),
    mode: z.enum(MODES).describe('How its pages may carry a session.'),
    enabled: z.boolean(),
    access: z
      .enum(ACCESSES)
      .describe(
        'What its pages may do in the name of whoever is signed in: read and change their own `account`; also read the list of `users`; also what an administrator may (`administration`).',
      ),
    passwords: z
      .boolean()
      .describe('Whether its pages may take passwords: sign in with one, or ask for tokens.'),
    chosen: z
      .boolean()
      .describe(
        'False for an entry from before there was an access: it keeps what it could do until somebody sets `access` or `passwords`.',
      ),
    pinned: z.boolean().describe('Whether it stands in CORS_ORIGINS, which the API cannot change.'),
    addedBy: z.string().nullable().describe('The user ID of the administrator who added it.'),
    createdAt: z.iso.datetime().nullable(),
    updatedAt: z.iso.datetime().nullable(),
    warning: z
      .string()
      .nullable()
      .describe('Who else has this origin, such as all repositories of one owner.'),
  })
  .meta({ id: 'Origin', description: 'An origin on the allow-list.' })
export type OriginJson = z.output<typeof OriginJson>

/** An origin from the database as administrators see it. */
export function toOriginJson(row: Prisma.OriginGetPayload<object>): OriginJson {
  return {
    id: row.id,
    origin: row.origin,
    note: row.note,
    mode: row.mode as Mode,
    enabled: row.enabled,
    access: row.access as Access,
    passwords: row.passwords,
    chosen: row.chosen,
    pinned: false,
    addedBy: row.addedBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    warning: describeSharedHost(row.origin),
  }
}

/** The entry of CORS_ORIGINS at `index` as administrators see it. */
export function toPinnedOriginJson(origin: string, index: number): OriginJson {
  return {
    id: -1 - index,
    origin,
    note: '',
    mode: choosePinnedMode(origin),
    enabled: true,
    access: env().corsAccess,
    passwords: env().corsPasswords,
    chosen: true,
    pinned: true,
    addedBy: null,
    createdAt: null,
    updatedAt: null,
    warning: describeSharedHost(origin),
  }
}
