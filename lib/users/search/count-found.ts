import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import type { Counted } from './count-users.ts'
import { buildFiltersSql, buildTermsSql, type UserSearch } from './walk.ts'

const SIZES = {
  /** So many terms are looked at, so many at a time, and fewer where each user is looked up, too. */
  most: 100_000,
  atATime: 20_000,
  lookedUp: 5000,
}
/** A count of so many terms is kept. */
const COSTLY_TERMS = 10_000

/**
 * Counts the users whom a broad search finds, from its range of the terms: a count that begins at the users
 * took seconds at a million. Past 100,000 terms it is the least that there are. A slice at a time, since
 * everybody else waits for it on SQLite.
 * @param sizes other than those measured at a million users.
 */
export async function countFound(found: UserSearch, sizes = SIZES): Promise<Counted> {
  const filters = buildFiltersSql(found)
  const size = filters ? sizes.lookedUp : sizes.atATime
  const users = new Set<string>()
  for (let from = 0; from < sizes.most; from += size) {
    const { ids, terms } = await slice(found, filters, from, size)
    for (const id of ids) users.add(id)
    if (terms < size)
      return { total: users.size, estimated: false, dear: from + terms >= COSTLY_TERMS }
    await yieldToEventLoop()
  }
  return { total: users.size, estimated: true, dear: true }
}

/** Who is found by the terms from `from` on. One text of all ids: Prisma takes longer for a row than the engine. */
async function slice(found: UserSearch, filters: Prisma.Sql | null, from: number, size: number) {
  const terms = Prisma.sql`SELECT t."userId" FROM ${buildTermsSql(found)}
    ORDER BY t."term", t."hidden", t."userId" LIMIT ${size} OFFSET ${from}`
  // CROSS keeps SQLite from turning the join round.
  const users = filters
    ? Prisma.sql`CROSS JOIN "User" u WHERE u."id" = s."userId" AND ${filters}`
    : Prisma.empty
  const [row] = await db().$queryRaw<{ ids: string | null; terms: number | bigint }[]>`
    SELECT string_agg(CAST(s."userId" AS TEXT), ',') AS "ids",
        (SELECT count(*) FROM (${terms}) c) AS "terms"
      FROM (${terms}) s ${users}`
  return { ids: row?.ids?.split(',') ?? [], terms: Number(row?.terms ?? 0) }
}
