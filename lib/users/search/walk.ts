import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'

/** What a search looks for: a range of terms, including hidden ones if `hidden` is set, and filters on the users. */
export type UserSearch = {
  range: { gte: string; lt: string }
  hidden: boolean
  role?: string
  disabled?: boolean
}

/** A sort, and where to begin in it. `key` is the value that the database compares. */
export type Walk = {
  column: 'uidKey' | 'nameKey' | 'role' | 'createdAt' | 'lastSignInAt'
  order: 'asc' | 'desc'
  after: { key: string | Date; id: number } | null
}

/**
 * How to tell which users in a window of the sort are found. `lookup` looks up the terms of each user. It needs no
 * preparation, and suits a search that finds most users whom it passes. `gather` first makes a set of all users who are
 * found, and then passes ten users in the time of one lookup.
 */
type Strategy = { by: 'lookup' | 'gather'; window: number }

const SIZES = {
  /** How many users the first lookup passes. */
  firstWindow: 2000,
  /** How many users each later lookup passes. */
  nextWindow: 10_000,
  /** How many users are compared with a gathered set. */
  gatherWindow: 30_000,
  /** Up to this many terms, gathering costs less than the lookups of the first window. */
  maxTermsAtFirst: 20_000,
  /** Up to this many terms, gathering costs less than the lookups of the windows after it. */
  maxTermsLater: 100_000,
  /** How many terms are sorted at a time. */
  sortedTerms: 10_000,
}

/**
 * Finds the ids of the next `limit` users of a search in a sort, and maybe some of later users. It follows the index of
 * the sort; if no users are found near by, it sorts all who are found. No single query takes so long that it would keep
 * the others waiting on SQLite, which answers one query after the other.
 * @param sizes for tests; the default was measured among a million users.
 */
export async function findNextUserIds(
  found: UserSearch,
  walk: Walk,
  limit: number,
  sizes = SIZES,
): Promise<number[]> {
  const first: Strategy = { by: 'lookup', window: sizes.firstWindow }
  const next: Strategy = { by: 'lookup', window: sizes.nextWindow }
  const gather: Strategy = { by: 'gather', window: sizes.gatherWindow }
  const ids: number[] = []
  let terms = await countTerms(found, sizes.maxTermsAtFirst)
  let strategy = terms <= sizes.maxTermsAtFirst ? gather : first
  for (let at = walk; ; ) {
    ids.push(...(await findInWindow(found, at, strategy, limit - ids.length)))
    if (ids.length >= limit) return ids
    const after = await findEndOfWindow(found, at, strategy.window)
    if (!after) return ids
    at = { ...walk, after }
    if (strategy === gather) {
      const slices = Math.ceil(terms / sizes.sortedTerms)
      return [...ids, ...(await sortFound(found, at, limit - ids.length, slices))]
    }
    if (strategy === first) {
      terms = await countTerms(found, sizes.maxTermsLater)
      strategy = terms <= sizes.maxTermsLater ? gather : next
    }
    await yieldToEventLoop()
  }
}

/** Finds the users of the first `limit` terms, in no order. Raw, because Prisma's query makes SQLite read all terms. */
export async function findFirstUserIds(found: UserSearch, limit: number): Promise<number[]> {
  const rows = await db().$queryRaw<{ userId: number | bigint }[]>`
    SELECT t."userId" FROM ${buildTermsSql(found)} LIMIT ${limit}`
  return rows.map(({ userId }) => Number(userId))
}

/** The terms `t` in the range of a search, for a FROM. */
export function buildTermsSql({ range, hidden }: UserSearch): Prisma.Sql {
  const shown = hidden ? Prisma.empty : Prisma.sql`AND t."hidden" = ${false}`
  return Prisma.sql`"SearchTerm" t WHERE t."term" >= ${range.gte} AND t."term" < ${range.lt} ${shown}`
}

/** The filters of a search on the user `u`, for a WHERE; null if there are none. */
export function buildFiltersSql({ role, disabled }: UserSearch): Prisma.Sql | null {
  const filters = [
    ...(role === undefined ? [] : [Prisma.sql`u."role" = ${role}`]),
    ...(disabled === undefined ? [] : [Prisma.sql`u."disabled" = ${disabled}`]),
  ]
  return filters.length === 0 ? null : Prisma.join(filters, ' AND ')
}

/** How many terms are in the range, or `max + 1` if there are more than `max`. */
async function countTerms(found: UserSearch, max: number): Promise<number> {
  const [row] = await db().$queryRaw<{ terms: number | bigint }[]>`
    SELECT count(*) AS "terms" FROM (SELECT 1 FROM ${buildTermsSql(found)} LIMIT ${max + 1}) s`
  return Number(row?.terms)
}

async function findInWindow(
  found: UserSearch,
  walk: Walk,
  { by, window }: Strategy,
  limit: number,
) {
  const terms = buildTermsSql(found)
  // IS TRUE keeps both engines from beginning with the set: they look each user up in it.
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

/** The last user of a window, or null if the sort ends within it. */
async function findEndOfWindow(
  found: UserSearch,
  walk: Walk,
  window: number,
): Promise<Walk['after']> {
  const [last] = await db().$queryRaw<{ key: string | Date; id: number | bigint }[]>`
    SELECT w."key", w."id" FROM (${usersFrom(found, walk)} LIMIT 1 OFFSET ${window - 1}) w`
  return last ? { key: last.key, id: Number(last.id) } : null
}

/** The first `limit` users of each slice of all who are found. Slices go by id, because the id of a user never changes. */
async function sortFound(found: UserSearch, walk: Walk, limit: number, slices: number) {
  const ids: number[] = []
  for (let slice = 0; slice < slices; slice++) {
    await yieldToEventLoop()
    const users = Prisma.sql`SELECT DISTINCT t."userId" FROM ${buildTermsSql(found)}
      AND t."userId" % ${slices} = ${slice}`
    // CROSS keeps SQLite from reversing the join.
    const join = Prisma.sql`(${users}) s CROSS JOIN`
    const first = usersFrom(found, walk, join, [Prisma.sql`u."id" = s."userId"`])
    const rows = await db().$queryRaw<{ id: number | bigint }[]>`${first} LIMIT ${limit}`
    ids.push(...rows.map(({ id }) => Number(id)))
  }
  return ids
}

/** The users after `walk.after` who pass the filters, in order. */
function usersFrom(
  found: UserSearch,
  { column, order, after }: Walk,
  join = Prisma.empty,
  joined: Prisma.Sql[] = [],
): Prisma.Sql {
  const key = Prisma.raw(`u."${column}"`)
  const direction = Prisma.raw(order)
  const beyond = after
    ? Prisma.sql`(${key}, u."id") ${Prisma.raw(order === 'asc' ? '>' : '<')} (${after.key}, ${after.id})`
    : null
  const where = [...joined, buildFiltersSql(found), beyond].filter(condition => condition !== null)
  return Prisma.sql`SELECT u."id", ${key} AS "key" FROM ${join} "User" u
    ${where.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(where, ' AND ')}`}
    ORDER BY ${key} ${direction}, u."id" ${direction}`
}
