import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { buildFiltersSql, buildTermsSql, type UserSearch } from './walk.ts'

/** A user whom a search finds, and the first of their terms that it finds, which is their place in the order. */
export type Match = { id: number; term: string; hidden: boolean }

/** Where to go on: after the match `after`, or before it if `back` is set. */
export type MatchWalk = { after: Match | null; back: boolean }

/** How many terms are read at a time: among a million users on SQLite, this takes a few milliseconds. */
const WINDOW_TERMS = 2000
/** Up to this many users it is faster to look each of them up than to read all terms. */
const MAX_LOOKED_UP_USERS = 5000

/**
 * Finds the next `limit` users of a search, in the order of the terms that it finds, each user once. An index has this
 * order, so that a page costs the same whether the search finds everybody or a few.
 */
export async function findNextMatches(
  found: UserSearch,
  walk: MatchWalk,
  limit: number,
): Promise<Match[]> {
  const matches: Match[] = []
  for (let at = walk; ; ) {
    matches.push(...(await findInWindow(found, at, limit - matches.length)))
    if (matches.length >= limit) return matches
    const after = await findEndOfWindow(found, at)
    if (!after) return matches
    if (at === walk && (await canLookUp(found))) return lookUp(found, walk, limit)
    at = { ...walk, after }
    await yieldToEventLoop()
  }
}

async function findInWindow(found: UserSearch, walk: MatchWalk, limit: number): Promise<Match[]> {
  const filters = buildFiltersSql(found)
  const users = filters
    ? Prisma.sql`AND EXISTS (SELECT 1 FROM "User" u WHERE u."id" = t."userId" AND ${filters})`
    : Prisma.empty
  return readMatches(Prisma.sql`SELECT t.* FROM (${termsFrom(found, walk, WINDOW_TERMS)}) t
    WHERE ${isFirst(found)} ${users} ${inOrder(walk)} LIMIT ${limit}`)
}

/** The last term of a window, or null if the terms end within it. */
async function findEndOfWindow(found: UserSearch, walk: MatchWalk): Promise<Match | null> {
  const last = Prisma.sql`${termsFrom(found, walk, 1)} OFFSET ${WINDOW_TERMS - 1}`
  return (await readMatches(last))[0] ?? null
}

/** Whether so few users pass the filters that {@link lookUp} is faster. */
async function canLookUp(found: UserSearch): Promise<boolean> {
  const filters = buildFiltersSql(found)
  if (!filters) return false
  const [row] = await db().$queryRaw<{ users: number | bigint }[]>`
    SELECT count(*) AS "users"
      FROM (SELECT 1 FROM "User" u WHERE ${filters} LIMIT ${MAX_LOOKED_UP_USERS + 1}) s`
  return Number(row?.users) <= MAX_LOOKED_UP_USERS
}

async function lookUp(found: UserSearch, walk: MatchWalk, limit: number): Promise<Match[]> {
  // IS TRUE keeps both engines from beginning with the terms.
  return readMatches(Prisma.sql`SELECT t."userId", t."term", t."hidden"
    FROM "User" u CROSS JOIN ${buildTermsSql(found)}
      AND t."userId" = u."id" AND ${buildFiltersSql(found)} AND (${beyond(walk)}) IS TRUE AND ${isFirst(found)}
    ${inOrder(walk)} LIMIT ${limit}`)
}

function termsFrom(found: UserSearch, walk: MatchWalk, limit: number): Prisma.Sql {
  return Prisma.sql`SELECT t."userId", t."term", t."hidden" FROM ${buildTermsSql(found)}
    AND ${beyond(walk)} ${inOrder(walk)} LIMIT ${limit}`
}

/** The condition that no earlier term of the same user is in the range, so that each user is found once. */
function isFirst({ range, hidden }: UserSearch): Prisma.Sql {
  const shown = hidden ? Prisma.empty : Prisma.sql`AND e."hidden" = ${false}`
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM "SearchTerm" e WHERE e."userId" = t."userId"
    AND e."term" >= ${range.gte} AND e."term" < t."term" ${shown})`
}

function beyond({ after, back }: MatchWalk): Prisma.Sql {
  if (!after) return Prisma.sql`1 = 1`
  const { term, hidden, id } = after
  return Prisma.sql`(t."term", t."hidden", t."userId") ${Prisma.raw(back ? '<' : '>')} (${term}, ${hidden}, ${id})`
}

function inOrder({ back }: MatchWalk): Prisma.Sql {
  const direction = Prisma.raw(back ? 'DESC' : 'ASC')
  return Prisma.sql`ORDER BY t."term" ${direction}, t."hidden" ${direction}, t."userId" ${direction}`
}

type MatchRow = { userId: number | bigint; term: string; hidden: boolean | number | bigint }

async function readMatches(query: Prisma.Sql): Promise<Match[]> {
  const rows = await db().$queryRaw<MatchRow[]>`${query}`
  return rows.map(row => ({ id: Number(row.userId), term: row.term, hidden: Boolean(row.hidden) }))
}
