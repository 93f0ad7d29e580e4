import type { Prisma } from '#lib/db.ts'
import { db } from '#lib/db.ts'
import { invalidInput } from '#lib/http/problem.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { foldText } from './fold.ts'
import type { UserQuery } from './schema.ts'
import { USER_COLUMNS, type UserJson, type UserRow, userJson } from './user-json.ts'

/** A page of users; `next` and `prev` are cursors for {@link UserQuery}'s `after`, null at an end. */
export type UserPage = {
  users: UserJson[]
  total: number
  next: string | null
  prev: string | null
}

/** The column that each sort goes by. */
const COLUMN = { uid: 'uidKey', name: 'nameKey', role: 'role', joined: 'createdAt' } as const
type Column = (typeof COLUMN)[keyof typeof COLUMN]
type SortedRow = UserRow & { uidKey: string; nameKey: string }

/**
 * Lists the users that match `query`, as `viewer` may see them. Pages go by the sort key and the id (keyset),
 * so that a user who is added or deleted meanwhile shifts nobody.
 * @throws Problem 400 for a cursor that no page gave.
 */
export async function listUsers(
  viewer: { id: number; role: string },
  { q, sort, limit, after }: UserQuery,
): Promise<UserPage> {
  const cursor = after === undefined ? null : readCursor(after)
  if (after !== undefined && !cursor) throw unknownCursor()
  const column = COLUMN[sort.replace('-', '') as keyof typeof COLUMN]
  const descending = sort.startsWith('-')
  const back = cursor?.back ?? false
  const order = descending === back ? 'asc' : 'desc'
  const match = matching(q)
  const [total, rows] = await Promise.all([
    db().user.count({ where: match }),
    db().user.findMany({
      where: cursor ? { AND: [match, beyond(cursor, column, order)] } : match,
      orderBy: [{ [column]: order }, { id: order }],
      take: limit + 1,
      select: { ...USER_COLUMNS, uidKey: true, nameKey: true },
    }),
  ])
  const more = rows.length > limit
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit)
  const at = (row: SortedRow | undefined, towards: boolean) =>
    row ? writeCursor({ key: sortKey(row, column), id: row.id, back: towards }) : null
  return {
    users: shown.map(row => userJson(viewer, row)),
    total,
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}

/** Users whose uid, name or a later word of it begins with `q`. */
function matching(q: string): Prisma.UserWhereInput {
  const prefix = foldText(q)
  if (prefix === '') return {}
  return {
    OR: [
      { uidKey: between(prefix) },
      { nameKey: between(prefix) },
      { nameKey: { contains: ` ${prefix}` } },
    ],
  }
}

/** A prefix as a range, which an index serves and in which `_` and `%` mean themselves. */
const between = (prefix: string) => ({ gte: prefix, lt: `${prefix}\u{10FFFF}` })

function beyond(cursor: Cursor, column: Column, order: 'asc' | 'desc'): Prisma.UserWhereInput {
  const side = order === 'asc' ? 'gt' : 'lt'
  const key = column === 'createdAt' ? new Date(cursor.key) : cursor.key
  if ((column === 'createdAt') !== (typeof cursor.key === 'number')) throw unknownCursor()
  return {
    OR: [{ [column]: { [side]: key } }, { [column]: key, id: { [side]: cursor.id } }],
  }
}

function sortKey(row: SortedRow, column: Column): string | number {
  return column === 'createdAt' ? +row.createdAt : row[column]
}

function unknownCursor() {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}
