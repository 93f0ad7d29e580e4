import { z } from 'zod'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { ACCESSES, includesAccess } from '#lib/cors/access.ts'
import { findEntry } from '#lib/cors/policy.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { MissingGrant } from '#lib/http/origin-problem.ts'

/** What the entry of an origin would have to grant, as administrators see it. */
export const GrantJson = z
  .strictObject({
    id: z.int().describe('The id of the entry.'),
    access: z.enum(ACCESSES).exactOptional(),
    passwords: z.literal(true).exactOptional(),
  })
  .meta({ id: 'MissingGrant', description: 'What the entry of an origin would have to grant.' })
export type GrantJson = z.output<typeof GrantJson>

/** Whether the entry of `origin` grants now what was missing. */
export function isGranted(origin: string, missing: MissingGrant): boolean {
  const entry = findEntry(readCorsPolicy(), origin)
  if (!entry || entry.standing === 'disabled') return false
  return missing === 'passwords' ? entry.passwords : includesAccess(entry.access, missing)
}

/** The change that would let a page through, or null if there is none, or if it is a setting that says so. */
export function findGrant(
  origin: string,
  missing: MissingGrant,
  rows: ReadonlyMap<string, EntryRow>,
): GrantJson | null {
  if (isGranted(origin, missing)) return null
  const entry = findEntry(readCorsPolicy(), origin)
  const id = entry && rows.get(entry.origin)?.id
  if (!id) return null
  return missing === 'passwords' ? { id, passwords: true } : { id, access: missing }
}

type EntryRow = { id: number; enabled: boolean }

/** The entries that can be changed, by what is written there. */
export async function findEntryRows(): Promise<ReadonlyMap<string, EntryRow>> {
  const rows = await db().origin.findMany({
    where: { origin: { notIn: env().corsOrigins } },
    select: { id: true, origin: true, enabled: true },
  })
  return new Map(rows.map(({ origin, ...row }) => [origin, row]))
}
