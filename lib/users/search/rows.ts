import { db } from '#lib/db/db.ts'
import type { UserJson } from '#lib/identity/user-json.ts'
import { USER_COLUMNS, type UserRow } from '#lib/identity/user-row.ts'

/** A page of users; `next` and `prev` are cursors for `UserQuery`'s `after`, null at either end. */
export type Slice = { users: UserJson[]; next: string | null; prev: string | null }
/** A user with the keys by which the list is sorted. */
export type SortedRow = UserRow & { uidKey: string; nameKey: string }
/** The columns of a `SortedRow`. */
export const SORTED_COLUMNS = { ...USER_COLUMNS, uidKey: true, nameKey: true } as const

/** Prisma passes at most 999 parameters to SQLite. */
const MAX_IDS_PER_QUERY = 900

/** Reads the users with these ids who exist, in no particular order. */
export async function readUserRows(ids: number[]): Promise<SortedRow[]> {
  const rows: SortedRow[] = []
  for (let from = 0; from < ids.length; from += MAX_IDS_PER_QUERY) {
    const id = { in: ids.slice(from, from + MAX_IDS_PER_QUERY) }
    rows.push(...(await db().user.findMany({ where: { id }, select: SORTED_COLUMNS })))
  }
  return rows
}
