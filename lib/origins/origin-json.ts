import { z } from 'zod'
import { choosePinnedMode } from '#lib/cors/app-origin.ts'
import { MODES, type Mode } from '#lib/cors/mode.ts'
import type { Prisma } from '#lib/db/db.ts'
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
    pinned: true,
    addedBy: null,
    createdAt: null,
    updatedAt: null,
    warning: describeSharedHost(origin),
  }
}
