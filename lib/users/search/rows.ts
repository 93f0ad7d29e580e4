import { db } from '#lib/db/db.ts'
import type { UserJson } from '#lib/identity/user-json.ts'
import { USER_COLUMNS, type UserRow } from '#lib/identity/user-row.ts'

/** Users in order; `next` and `prev` are cursors for `UserQuery`'s `after`, null at an end. */
export type Slice = { users: UserJson[]; next: string | null; prev: string | null }
/** A user with what the list is sorted by. */
export type SortedRow = UserRow & { uidKey: string; nameKey: string }
export const SORTED_COLUMNS = { ...USER_COLUMNS, uidKey: true, nameKey: true } as const

/** SQLite takes 999 parameters from Prisma at most. */
const MAX_IDS_PER_QUERY = 900

/** The users of these ids who are there, in no order. */
export async function readUserRows(ids: number[]): Promise<SortedRow[]> {
  const rows: SortedRow[] = []
  for (let from = 0; from < ids.length; from += MAX_IDS_PER_QUERY) {
    const id = { in: ids.slice(from, from + MAX_IDS_PER_QUERY) }
    rows.push(...(await db().user.findMany({ where: { id }, select: SORTED_COLUMNS })))
  }
  return rows
}
