import { USER_COLUMNS, type UserRow } from '#lib/auth/user-row.ts'
import { db, type Prisma } from '#lib/db.ts'
import { insufficientRole, invalidInput } from '#lib/http/problem.ts'
import { countUsers, type Total } from './count.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { isAdmin } from './role.ts'
import type { UserQuery } from './schema.ts'
import { countFound } from './search-count.ts'
import { termRange } from './search-term.ts'
import { type UserJson, userJson } from './user-json.ts'

/** A page of users; `next` and `prev` are cursors for {@link UserQuery}'s `after`, null at an end. */
export type UserPage = Total & {
  users: UserJson[]
  next: string | null
  prev: string | null
}

/** The column that each sort goes by. */
const COLUMN = {
  uid: 'uidKey',
  name: 'nameKey',
  role: 'role',
  joined: 'createdAt',
  lastSignIn: 'lastSignInAt',
} as const
type Column = (typeof COLUMN)[keyof typeof COLUMN]
type SortedRow = UserRow & { uidKey: string; nameKey: string }

/** Above so many matches a search goes along the sort's index instead of gathering them all. */
const GATHERED = 900

/**
 * Lists the users that match `query`, as `viewer` may see them. Pages go by the sort key and the id (keyset),
 * so that a user who is added or deleted meanwhile shifts nobody, and a page costs the same wherever it is.
 * @throws Problem 400 for a cursor that no page gave, 403 when a member asks by `status`, which they cannot see.
 */
export async function listUsers(
  viewer: { id: number; role: string },
  query: UserQuery,
): Promise<UserPage> {
  const { sort, limit, after } = query
  if (query.status !== undefined && !isAdmin(viewer)) throw insufficientRole('Admin')
  const cursor = after === undefined ? null : readCursor(after)
  if (after !== undefined && !cursor) throw unknownCursor()
  const column = COLUMN[sort.replace('-', '') as keyof typeof COLUMN]
  const descending = sort.startsWith('-')
  const back = cursor?.back ?? false
  const order = descending === back ? 'asc' : 'desc'
  const { match, counted } = await matching(viewer, query)
  const [total, rows] = await Promise.all([
    countUsers(match, counted),
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
    ...total,
    users: shown.map(row => userJson(viewer, row)),
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}

async function matching(
  viewer: { role: string },
  { q, role, status }: UserQuery,
): Promise<{ match: Prisma.UserWhereInput; counted?: () => Promise<Total> }> {
  const filters = {
    ...(role !== undefined && { role }),
    ...(status !== undefined && { disabled: status === 'disabled' }),
  }
  const range = termRange(q)
  if (!range) return { match: filters }
  const found = { term: range, ...(!isAdmin(viewer) && { hidden: false }) }
  const few = await db().searchTerm.findMany({
    where: found,
    select: { userId: true },
    take: GATHERED,
  })
  if (few.length < GATHERED) {
    return { match: { ...filters, id: { in: [...new Set(few.map(({ userId }) => userId))] } } }
  }
  const counted = () => countFound({ range, hidden: isAdmin(viewer), ...filters })
  return { match: { ...filters, terms: { some: found } }, counted }
}

function beyond(cursor: Cursor, column: Column, order: 'asc' | 'desc'): Prisma.UserWhereInput {
  const side = order === 'asc' ? 'gt' : 'lt'
  const isDate = column === 'createdAt' || column === 'lastSignInAt'
  if (isDate !== (typeof cursor.key === 'number')) throw unknownCursor()
  const key = isDate ? new Date(cursor.key) : cursor.key
  // The first line says nothing that the second does not, but only it is a range of the index.
  return {
    [column]: { [`${side}e`]: key },
    OR: [{ [column]: { [side]: key } }, { id: { [side]: cursor.id } }],
  }
}

function sortKey(row: SortedRow, column: Column): string | number {
  const key = row[column]
  return key instanceof Date ? +key : key
}

function unknownCursor() {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}
