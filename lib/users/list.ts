import { USER_COLUMNS, type UserRow } from '#lib/auth/user-row.ts'
import { db, type Prisma } from '#lib/db.ts'
import { insufficientRole, invalidInput } from '#lib/http/problem.ts'
import { countUsers, type Total } from './count.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { isAdmin } from './role.ts'
import type { UserQuery } from './schema.ts'
import { countFound } from './search-count.ts'
import { termRange } from './search-term.ts'
import { type Found, firstFound, nextFound, type Walk } from './search-walk.ts'
import { type UserJson, userJson } from './user-json.ts'

/** Users in order; `next` and `prev` are cursors for {@link UserQuery}'s `after`, null at an end. */
type Slice = { users: UserJson[]; next: string | null; prev: string | null }
/** A page of users, and how many there are on all of them. */
export type UserPage = Total & Slice

/** The column that each sort goes by. */
const COLUMN = {
  uid: 'uidKey',
  name: 'nameKey',
  role: 'role',
  joined: 'createdAt',
  lastSignIn: 'lastSignInAt',
} as const satisfies Record<string, Walk['column']>
type Asking = { id: number; role: string }
type SortedRow = UserRow & { uidKey: string; nameKey: string }

/** A search of so many terms or more is broad: it goes along the sort's index instead of sorting all it finds. */
const BROAD = 900

type Matched = { match: Prisma.UserWhereInput; broad?: Found }

/**
 * Lists the users that match `query`, as `viewer` may see them. Pages go by the sort key and the id (keyset),
 * so that a user who is added or deleted meanwhile shifts nobody, and a page costs the same wherever it is.
 * @throws Problem 400 for a cursor that no page gave, 403 when a member asks by `status`, which they cannot see.
 */
export async function listUsers(viewer: Asking, query: UserQuery): Promise<UserPage> {
  const matched = await matching(viewer, query)
  const { match, broad } = matched
  const [total, slice] = await Promise.all([
    countUsers(match, broad && (() => countFound(broad))),
    sliceOf(viewer, query, matched),
  ])
  return { ...total, ...slice }
}

/** The same without a total, for who reads on to the end. */
export async function listUncounted(viewer: Asking, query: UserQuery): Promise<Slice> {
  return sliceOf(viewer, query, await matching(viewer, query))
}

async function matching(viewer: Asking, { q, role, status }: UserQuery): Promise<Matched> {
  if (status !== undefined && !isAdmin(viewer)) throw insufficientRole('Admin')
  const filters = {
    ...(role !== undefined && { role }),
    ...(status !== undefined && { disabled: status === 'disabled' }),
  }
  const range = termRange(q)
  if (!range) return { match: filters }
  const broad = { range, hidden: isAdmin(viewer), ...filters }
  const few = await firstFound(broad, BROAD)
  if (few.length < BROAD) return { match: { ...filters, id: { in: [...new Set(few)] } } }
  const found = { term: range, ...(!broad.hidden && { hidden: false }) }
  return { match: { ...filters, terms: { some: found } }, broad }
}

async function sliceOf(viewer: Asking, query: UserQuery, { match, broad }: Matched) {
  const { sort, limit, after } = query
  const column = COLUMN[sort.replace('-', '') as keyof typeof COLUMN]
  const cursor = after === undefined ? null : readCursor(after)
  if (after !== undefined && !cursor) throw unknownCursor()
  const back = cursor?.back ?? false
  const order = sort.startsWith('-') === back ? 'asc' : 'desc'
  const walk: Walk = {
    column,
    order,
    after: cursor && { key: keyOf(cursor, column), id: cursor.id },
  }
  const ids = broad && (await nextFound(broad, walk, limit + 1))
  const rows = ids
    ? (await rowsOf(ids)).sort((a, b) => compareBy(a, b, column) * (order === 'asc' ? 1 : -1))
    : await db().user.findMany({
        where: { AND: [match, beyond(walk)] },
        orderBy: [{ [column]: order }, { id: order }],
        take: limit + 1,
        select: { ...USER_COLUMNS, uidKey: true, nameKey: true },
      })
  const more = (ids ?? rows).length > limit
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit)
  const at = (row: SortedRow | undefined, towards: boolean) =>
    row ? writeCursor({ key: sortKey(row, column), id: row.id, back: towards }) : null
  return {
    users: shown.map(row => userJson(viewer, row)),
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}

/** In pieces: Prisma gives SQLite 999 parameters at most. */
async function rowsOf(ids: number[]): Promise<SortedRow[]> {
  const select = { ...USER_COLUMNS, uidKey: true, nameKey: true }
  const rows: SortedRow[] = []
  for (let from = 0; from < ids.length; from += 900) {
    const id = { in: ids.slice(from, from + 900) }
    rows.push(...(await db().user.findMany({ where: { id }, select })))
  }
  return rows
}

/** As the databases compare: text by its bytes. */
function compareBy(a: SortedRow, b: SortedRow, column: Walk['column']): number {
  const [left, right] = [sortKey(a, column), sortKey(b, column)]
  const keys =
    typeof left === 'number'
      ? left - Number(right)
      : Buffer.compare(Buffer.from(left), Buffer.from(String(right)))
  return keys || a.id - b.id
}

function keyOf({ key }: Cursor, column: Walk['column']): string | Date {
  const isDate = column === 'createdAt' || column === 'lastSignInAt'
  if (isDate !== (typeof key === 'number')) throw unknownCursor()
  return isDate ? new Date(key) : String(key)
}

function beyond({ column, order, after }: Walk): Prisma.UserWhereInput {
  if (!after) return {}
  const { key, id } = after
  const side = order === 'asc' ? 'gt' : 'lt'
  // The first line says nothing that the second does not, but only it is a range of the index.
  return {
    [column]: { [`${side}e`]: key },
    OR: [{ [column]: { [side]: key } }, { id: { [side]: id } }],
  }
}

function sortKey(row: SortedRow, column: Walk['column']): string | number {
  const key = row[column]
  return key instanceof Date ? +key : key
}

function unknownCursor() {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}
