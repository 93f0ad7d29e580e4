import { USER_COLUMNS, type UserRow } from '#lib/auth/user-row.ts'
import { db } from '#lib/db.ts'
import { type Cursor, writeCursor } from './cursor.ts'
import { type UserJson, userJson } from './user-json.ts'

/** Users in order; `next` and `prev` are cursors for `UserQuery`'s `after`, null at an end. */
export type Slice = { users: UserJson[]; next: string | null; prev: string | null }
/** A user with what the list is sorted by. */
export type SortedRow = UserRow & { uidKey: string; nameKey: string }
export const SORTED_COLUMNS = { ...USER_COLUMNS, uidKey: true, nameKey: true } as const

/** SQLite takes 999 parameters from Prisma at most. */
const AT_A_TIME = 900

/** The users of these ids who are there, in no order. */
export async function rowsOf(ids: number[]): Promise<SortedRow[]> {
  const rows: SortedRow[] = []
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const id = { in: ids.slice(from, from + AT_A_TIME) }
    rows.push(...(await db().user.findMany({ where: { id }, select: SORTED_COLUMNS })))
  }
  return rows
}

type Page<Row> = {
  viewer: { id: number; role: string }
  /** The rows as they were read, in the order of reading, one more than `limit` where there are more. */
  rows: Row[]
  limit: number
  cursor: Cursor | null
  keyOf: (row: Row) => Cursor['key']
}

/** What a page shows of the rows that were read for it, and the cursors to those before and after. */
export function sliceOf<Row extends UserRow>({
  viewer,
  rows,
  limit,
  cursor,
  keyOf,
}: Page<Row>): Slice {
  const back = cursor?.back ?? false
  const more = rows.length > limit
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit)
  const at = (row: Row | undefined, towards: boolean) =>
    row ? writeCursor({ key: keyOf(row), id: row.id, back: towards }) : null
  return {
    users: shown.map(row => userJson(viewer, row)),
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}
