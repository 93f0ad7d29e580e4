import { makeRightsProblem, requireAccess } from '#lib/authority/page-access.ts'
import { db, type Prisma } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import type { Asker } from '#lib/identity/viewer.ts'
import { takeMemberAttempt } from '#lib/limits/rate-limit.ts'
import { buildPage, type Cursor, readCursor } from '#lib/lists/cursor.ts'
import type { UserQuery } from './schema.ts'
import { countFound } from './search/count-found.ts'
import { countUsers, type Total } from './search/count-users.ts'
import { listMatches } from './search/list-matches.ts'
import { readUserRows, type Slice, SORTED_COLUMNS, type SortedRow } from './search/rows.ts'
import { buildTermRange } from './search/term.ts'
import { findFirstUserIds, findNextUserIds, type UserSearch, type Walk } from './search/walk.ts'

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
/** The sorts by what only administrators see of other users. */
const HIDDEN_SORTS: ReadonlySet<string> = new Set(['joined', 'lastSignIn'])

/** A search that finds this many terms is broad: it follows the index of the sort instead of sorting all it finds. */
const BROAD_TERMS = 900

/** The condition on users, and the search if there is one. */
type Matched = { match: Prisma.UserWhereInput; found?: UserSearch; isBroad?: boolean }

/**
 * Lists the users who match `query`, as `viewer` may see them. Pages are keyset pages by the sort key and the id, so
 * that users who are added or deleted shift nobody, and every page costs the same. Without a sort, a search orders users
 * by the terms that it finds, and everything else by uid.
 * @throws Problem 400 for a cursor that does not come from a page, 403 if a member filters by `status` or sorts by
 *   `joined` or `lastSignIn`, which they cannot see, 429 `limited` for a member.
 */
export async function listUsers(viewer: Asker, query: UserQuery): Promise<UserPage> {
  await takeMemberAttempt('list', viewer)
  const matched = await findMatch(viewer, query)
  const { match, found, isBroad } = matched
  const [total, slice] = await Promise.all([
    countUsers(match, isBroad && found ? () => countFound(found) : undefined),
    readSlice(viewer, query, matched),
  ])
  return { ...total, ...slice }
}

/** Lists users in the same way without a total, for callers that read every page. */
export async function listUncounted(viewer: Asker, query: UserQuery): Promise<Slice> {
  return readSlice(viewer, query, await findMatch(viewer, query))
}

async function findMatch(viewer: Asker, query: UserQuery): Promise<Matched> {
  requireAccess(viewer, 'users')
  if (!isAdmin(viewer) && asksForHidden(query)) throw makeRightsProblem(viewer)
  const { q, role, status } = query
  const filters = {
    ...(role !== undefined && { role }),
    ...(status !== undefined && { disabled: status === 'disabled' }),
  }
  const range = buildTermRange(q)
  if (!range) return { match: filters }
  const found = { range, hidden: isAdmin(viewer), ...filters }
  const ids = await findFirstUserIds(found, BROAD_TERMS)
  if (ids.length < BROAD_TERMS) {
    return { match: { ...filters, id: { in: [...new Set(ids)] } }, found }
  }
  const term = { term: range, ...(!found.hidden && { hidden: false }) }
  return { match: { ...filters, terms: { some: term } }, found, isBroad: true }
}

/** Whether the answer would tell by its choice or its order what its rows do not tell members. */
export function asksForHidden({ status, sort }: Pick<UserQuery, 'status' | 'sort'>): boolean {
  return status !== undefined || HIDDEN_SORTS.has(sort?.replace('-', '') ?? '')
}

async function readSlice(viewer: Asker, query: UserQuery, { match, found, isBroad }: Matched) {
  const { limit, after } = query
  if (found && query.sort === undefined) return listMatches(viewer, found, { limit, after })
  const { sort = 'uid' } = query
  const list = `users by ${sort}`
  const cursor = readCursor(list, after)
  const column = COLUMN[sort.replace('-', '') as keyof typeof COLUMN]
  const order = sort.startsWith('-') === (cursor?.back ?? false) ? 'asc' : 'desc'
  const walk: Walk = {
    column,
    order,
    after: cursor && { key: readCursorKey(cursor, column), id: cursor.id },
  }
  const ids = found && isBroad ? await findNextUserIds(found, walk, limit + 1) : null
  const rows = ids
    ? sortRows(await readUserRows(ids), walk)
    : await db().user.findMany({
        where: { AND: [match, beyond(walk)] },
        orderBy: [{ [column]: order }, { id: order }],
        take: limit + 1,
        select: SORTED_COLUMNS,
      })
  // A user who is deleted between the two queries does not end the list.
  const more = (ids ?? rows).length > limit
  const keyOf = (row: SortedRow) => sortKey(row, column)
  const { shown, ...ends } = buildPage({ list, rows, more, limit, cursor, keyOf })
  return { users: shown.map(row => toUserJson(viewer, row, env())), ...ends }
}

function sortRows(rows: SortedRow[], { column, order }: Walk): SortedRow[] {
  const sign = order === 'asc' ? 1 : -1
  return rows.sort((a, b) => sign * compareBy(a, b, column))
}

/** Compares as the databases do: text by its bytes. */
function compareBy(a: SortedRow, b: SortedRow, column: Walk['column']): number {
  const [left, right] = [sortKey(a, column), sortKey(b, column)]
  const keys =
    typeof left === 'number'
      ? left - Number(right)
      : Buffer.compare(Buffer.from(left), Buffer.from(String(right)))
  return keys || a.id - b.id
}

function readCursorKey({ key }: Cursor, column: Walk['column']): string | Date {
  const isDate = column === 'createdAt' || column === 'lastSignInAt'
  return isDate ? new Date(key) : String(key)
}

function beyond({ column, order, after }: Walk): Prisma.UserWhereInput {
  if (!after) return {}
  const { key, id } = after
  const side = order === 'asc' ? 'gt' : 'lt'
  // The first line is implied by the second, but only the first is a range of the index.
  return {
    [column]: { [`${side}e`]: key },
    OR: [{ [column]: { [side]: key } }, { id: { [side]: id } }],
  }
}

function sortKey(row: SortedRow, column: Walk['column']): string | number {
  const key = row[column]
  return key instanceof Date ? +key : key
}
