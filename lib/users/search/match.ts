import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { buildFiltersSql, buildTermsSql, type UserSearch } from './walk.ts'

/** A user who is found, and the first of their terms that a search finds; its place in the order of all terms. */
export type Match = { id: number; term: string; hidden: boolean }

/** Which matches come next: those beyond `after`, turned round with `back`. */
export type MatchWalk = { after: Match | null; back: boolean }

/** So many terms are passed at a time: at a million users, on SQLite, in a few milliseconds. */
const WINDOW = 2000
/** So few users are looked up one by one sooner than all terms are passed to find them. */
const FEW = 5000

/**
 * The `limit` users whom a search finds next in the order of the terms that find them, each once: an index has
 * them in this order, so that a page costs as much for a search that finds everybody as for one that finds a few.
 */
export async function findNextMatches(
  found: UserSearch,
  walk: MatchWalk,
  limit: number,
): Promise<Match[]> {
  const matches: Match[] = []
  for (let at = walk; ; ) {
    matches.push(...(await inWindow(found, at, limit - matches.length)))
    if (matches.length >= limit) return matches
    const after = await endOfWindow(found, at)
    if (!after) return matches
    if (at === walk && (await areFew(found))) return amongFew(found, walk, limit)
    at = { ...walk, after }
    await yieldToEventLoop()
  }
}

async function inWindow(found: UserSearch, walk: MatchWalk, limit: number): Promise<Match[]> {
  const filters = buildFiltersSql(found)
  const users = filters
    ? Prisma.sql`AND EXISTS (SELECT 1 FROM "User" u WHERE u."id" = t."userId" AND ${filters})`
    : Prisma.empty
  return matchesOf(Prisma.sql`SELECT t.* FROM (${termsFrom(found, walk, WINDOW)}) t
    WHERE ${isFirst(found)} ${users} ${inOrder(walk)} LIMIT ${limit}`)
}

/** The last term of a window, null when the terms end within it. */
async function endOfWindow(found: UserSearch, walk: MatchWalk): Promise<Match | null> {
  const last = Prisma.sql`${termsFrom(found, walk, 1)} OFFSET ${WINDOW - 1}`
  return (await matchesOf(last))[0] ?? null
}

/** Whether few users are as the filters say, so that {@link amongFew} is the shorter way. */
async function areFew(found: UserSearch): Promise<boolean> {
  const filters = buildFiltersSql(found)
  if (!filters) return false
  const [row] = await db().$queryRaw<{ users: number | bigint }[]>`
    SELECT count(*) AS "users" FROM (SELECT 1 FROM "User" u WHERE ${filters} LIMIT ${FEW + 1}) s`
  return Number(row?.users) <= FEW
}

async function amongFew(found: UserSearch, walk: MatchWalk, limit: number): Promise<Match[]> {
  // IS TRUE keeps both engines from beginning at the terms.
  return matchesOf(Prisma.sql`SELECT t."userId", t."term", t."hidden"
    FROM "User" u CROSS JOIN ${buildTermsSql(found)}
      AND t."userId" = u."id" AND ${buildFiltersSql(found)} AND (${beyond(walk)}) IS TRUE AND ${isFirst(found)}
    ${inOrder(walk)} LIMIT ${limit}`)
}

function termsFrom(found: UserSearch, walk: MatchWalk, limit: number): Prisma.Sql {
  return Prisma.sql`SELECT t."userId", t."term", t."hidden" FROM ${buildTermsSql(found)}
    AND ${beyond(walk)} ${inOrder(walk)} LIMIT ${limit}`
}

/** No smaller term of the same user is in the range, so that each is found once. */
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
  const way = Prisma.raw(back ? 'DESC' : 'ASC')
  return Prisma.sql`ORDER BY t."term" ${way}, t."hidden" ${way}, t."userId" ${way}`
}

type MatchRow = { userId: number | bigint; term: string; hidden: boolean | number | bigint }

async function matchesOf(query: Prisma.Sql): Promise<Match[]> {
  const rows = await db().$queryRaw<MatchRow[]>`${query}`
  return rows.map(row => ({ id: Number(row.userId), term: row.term, hidden: Boolean(row.hidden) }))
}
