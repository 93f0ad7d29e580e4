import type { Prisma } from '#lib/db.ts'
import type { Mode } from '#lib/http/origin.ts'
import { sharedHost } from './shared-host.ts'

/**
 * An allowed origin as administrators see it. Those of CORS_ORIGINS are `pinned`: they have an id below zero, were
 * added by nobody, and only whoever sets the environment changes them.
 */
export type OriginJson = {
  id: number
  origin: string
  note: string
  mode: Mode
  enabled: boolean
  pinned: boolean
  addedBy: string | null
  createdAt: string | null
  updatedAt: string | null
  /** Who else has pages on this origin, in a sentence, where its host is shared by path. */
  warning: string | null
}

export function originJson(row: Prisma.OriginGetPayload<object>): OriginJson {
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
    warning: sharedHost(row.origin),
  }
}

/** The entry of CORS_ORIGINS at `index`. */
export function pinnedJson(origin: string, index: number): OriginJson {
  return {
    ...{ id: -1 - index, origin, note: '', mode: 'both', enabled: true, pinned: true },
    ...{ addedBy: null, createdAt: null, updatedAt: null, warning: sharedHost(origin) },
  }
}
