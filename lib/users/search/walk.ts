import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'

/** Whom a search looks for: a range of terms, hidden ones too where `hidden`, and what else holds of a user. */
export type UserSearch = {
  range: { gte: string; lt: string }
  hidden: boolean
  role?: string
  disabled?: boolean
}

/** A sort, and where in it to begin: `key` is as the database compares it. */
export type Walk = {
  column: 'uidKey' | 'nameKey' | 'role' | 'createdAt' | 'lastSignInAt'
  order: 'asc' | 'desc'
  after: { key: string | Date; id: number } | null
}

/**
 * How the users who come next in the sort are told to be found or not. `lookup` asks for the terms of each, which
 * costs nothing ahead: it is for a search that finds many of those whom it passes. `gather` makes a set of all
 * that are found, and then passes ten users in the time of one lookup.
 */
type Strategy = { by: 'lookup' | 'gather'; window: number }

const SIZES = {
  /** How many users the first lookups pass at a time, later ones, and a set. */
  near: 2000,
  far: 10_000,
  gather: 30_000,
  /** To gather up to so many terms costs less than the lookups of the first window, and than those of the next ones. */
  few: 20_000,
  many: 100_000,
  /** Of so many terms the users are sorted at a time. */
  sorted: 10_000,
}

/**
 * The ids of the `limit` users whom a search finds next in a sort, and maybe some of later ones. It goes along the
 * sort's index, and where none are near it sorts all that are found. At no time it takes so long that it would keep
 * everybody else waiting on SQLite, which answers one query after the other.
 * @param sizes other than those measured at a million users.
 */
export async function findNextUserIds(
  found: UserSearch,
  walk: Walk,
  limit: number,
  sizes = SIZES,
): Promise<number[]> {
  const near: Strategy = { by: 'lookup', window: sizes.near }
  const far: Strategy = { by: 'lookup', window: sizes.far }
  const gather: Strategy = { by: 'gather', window: sizes.gather }
  const ids: number[] = []
  let terms = await countTerms(found, sizes.few)
  let way = terms <= sizes.few ? gather : near
  for (let at = walk; ; ) {
    ids.push(...(await inWindow(found, at, way, limit - ids.length)))
    if (ids.length >= limit) return ids
    const after = await endOfWindow(found, at, way.window)
    if (!after) return ids
    at = { ...walk, after }
    if (way === gather) {
      const slices = Math.ceil(terms / sizes.sorted)
      return [...ids, ...(await sorted(found, at, limit - ids.length, slices))]
    }
    if (way === near) {
      terms = await countTerms(found, sizes.many)
      way = terms <= sizes.many ? gather : far
    }
    await yieldToEventLoop()
  }
}

/** Whom the first `limit` terms find, in no order. Raw: Prisma's query had SQLite look through all terms. */
export async function findFirstUserIds(found: UserSearch, limit: number): Promise<number[]> {
  const rows = await db().$queryRaw<{ userId: number | bigint }[]>`
    SELECT t."userId" FROM ${buildTermsSql(found)} LIMIT ${limit}`
  return rows.map(({ userId }) => Number(userId))
}

/** The terms in the range of a search. */
export function buildTermsSql({ range, hidden }: UserSearch): Prisma.Sql {
  const shown = hidden ? Prisma.empty : Prisma.sql`AND t."hidden" = ${false}`
  return Prisma.sql`"SearchTerm" t WHERE t."term" >= ${range.gte} AND t."term" < ${range.lt} ${shown}`
}

/** What else holds of the user `u`, for a WHERE; null when nothing else is asked. */
export function buildFiltersSql({ role, disabled }: UserSearch): Prisma.Sql | null {
  const filters = [
    ...(role === undefined ? [] : [Prisma.sql`u."role" = ${role}`]),
    ...(disabled === undefined ? [] : [Prisma.sql`u."disabled" = ${disabled}`]),
  ]
  return filters.length === 0 ? null : Prisma.join(filters, ' AND ')
}

/** How many terms are in the range; `most + 1` stands for all that are more. */
async function countTerms(found: UserSearch, most: number): Promise<number> {
  const [row] = await db().$queryRaw<{ terms: number | bigint }[]>`
    SELECT count(*) AS "terms" FROM (SELECT 1 FROM ${buildTermsSql(found)} LIMIT ${most + 1}) s`
  return Number(row?.terms)
}

async function inWindow(found: UserSearch, walk: Walk, { by, window }: Strategy, limit: number) {
  const terms = buildTermsSql(found)
  // IS TRUE keeps both engines from beginning at the set: they look each user up in it.
  const isFound =
    by === 'gather'
      ? Prisma.sql`(w."id" IN (SELECT t."userId" FROM ${terms})) IS TRUE`
      : Prisma.sql`EXISTS (SELECT 1 FROM ${terms} AND t."userId" = w."id")`
  const order = Prisma.raw(walk.order)
  const rows = await db().$queryRaw<{ id: number | bigint }[]>`
    SELECT w."id" FROM (${usersFrom(found, walk)} LIMIT ${window}) w
      WHERE ${isFound} ORDER BY w."key" ${order}, w."id" ${order} LIMIT ${limit}`
  return rows.map(({ id }) => Number(id))
}

/** The last user of a window, null when the sort ends within it. */
async function endOfWindow(found: UserSearch, walk: Walk, window: number): Promise<Walk['after']> {
  const [last] = await db().$queryRaw<{ key: string | Date; id: number | bigint }[]>`
    SELECT w."key", w."id" FROM (${usersFrom(found, walk)} LIMIT 1 OFFSET ${window - 1}) w`
  return last ? { key: last.key, id: Number(last.id) } : null
}

/** The first `limit` of each slice of all that are found; a slice is of ids, so that nobody changes theirs meanwhile. */
async function sorted(found: UserSearch, walk: Walk, limit: number, slices: number) {
  const ids: number[] = []
  for (let slice = 0; slice < slices; slice++) {
    await yieldToEventLoop()
    const users = Prisma.sql`SELECT DISTINCT t."userId" FROM ${buildTermsSql(found)}
      AND t."userId" % ${slices} = ${slice}`
    // CROSS keeps SQLite from turning the join round.
    const join = Prisma.sql`(${users}) s CROSS JOIN`
    const first = usersFrom(found, walk, join, [Prisma.sql`u."id" = s."userId"`])
    const rows = await db().$queryRaw<{ id: number | bigint }[]>`${first} LIMIT ${limit}`
    ids.push(...rows.map(({ id }) => Number(id)))
  }
  return ids
}

/** The users who are beyond `walk.after` and as the filters say, in order. */
function usersFrom(
  found: UserSearch,
  { column, order, after }: Walk,
  join = Prisma.empty,
  joined: Prisma.Sql[] = [],
): Prisma.Sql {
  const key = Prisma.raw(`u."${column}"`)
  const way = Prisma.raw(order)
  const beyond = after
    ? Prisma.sql`(${key}, u."id") ${Prisma.raw(order === 'asc' ? '>' : '<')} (${after.key}, ${after.id})`
    : null
  const where = [...joined, buildFiltersSql(found), beyond].filter(condition => condition !== null)
  return Prisma.sql`SELECT u."id", ${key} AS "key" FROM ${join} "User" u
    ${where.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(where, ' AND ')}`}
    ORDER BY ${key} ${way}, u."id" ${way}`
}
