import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findEntry } from '#lib/cors/policy.ts'
import { findEntryRows, findGrant, type GrantJson } from '#lib/origins/missing-grant.ts'

/** What can be mended on the spot for an origin; null where nothing is missing, or a setting decides. */
export type Fixes = {
  origin: string
  access: GrantJson | null
  passwords: GrantJson | null
  /** The entry that is disabled. */
  disabledId: number | null
  /** The return address that is missing. */
  address: string | null
}

/** @param address the return address that is missing, if one is. */
export async function readFixes(origin: string, address: string | null): Promise<Fixes> {
  const rows = await findEntryRows()
  const entry = findEntry(readCorsPolicy(), origin)
  const row = entry && rows.get(entry.origin)
  return {
    origin,
    access: findGrant(origin, 'users', rows),
    passwords: findGrant(origin, 'passwords', rows),
    disabledId: row?.enabled === false ? row.id : null,
    address,
  }
}
