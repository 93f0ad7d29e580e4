import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import type { Counted } from './count-users.ts'
import { buildFiltersSql, buildTermsSql, type UserSearch } from './walk.ts'

const SIZES = {
  /** How many terms are read at most. */
  maxTerms: 100_000,
  /** How many terms are read at a time. */
  sliceTerms: 20_000,
  /** How many terms are read at a time if a filter needs a lookup of each user. */
  filteredSliceTerms: 5000,
}
/** A count that has read this many terms is costly. */
const COSTLY_TERMS = 10_000

/**
 * Counts the users whom a broad search finds, from its range of the terms: a count that begins with the users takes
 * seconds among a million. Beyond 100,000 terms the count is a lower bound. It reads one slice of the terms at a time,
 * because on SQLite every other query waits for it.
 * @param sizes for tests; the default was measured among a million users.
 */
export async function countFound(found: UserSearch, sizes = SIZES): Promise<Counted> {
  const filters = buildFiltersSql(found)
  const size = filters ? sizes.filteredSliceTerms : sizes.sliceTerms
  const users = new Set<string>()
  for (let from = 0; from < sizes.maxTerms; from += size) {
    const { ids, terms } = await readSlice(found, filters, from, size)
    for (const id of ids) users.add(id)
    if (terms < size) {
      return { total: users.size, estimated: false, costly: from + terms >= COSTLY_TERMS }
    }
    await yieldToEventLoop()
  }
  return { total: users.size, estimated: true, costly: true }
}

/**
 * The users whom `size` terms find, beginning at the term `from`. The ids come as one text, because Prisma takes longer
 * for a row than the database does.
 */
async function readSlice(
  found: UserSearch,
  filters: Prisma.Sql | null,
  from: number,
  size: number,
) {
  const terms = Prisma.sql`SELECT t."userId" FROM ${buildTermsSql(found)}
    ORDER BY t."term", t."hidden", t."userId" LIMIT ${size} OFFSET ${from}`
  // CROSS keeps SQLite from reversing the join.
  const users = filters
    ? Prisma.sql`CROSS JOIN "User" u WHERE u."id" = s."userId" AND ${filters}`
    : Prisma.empty
  const [row] = await db().$queryRaw<{ ids: string | null; terms: number | bigint }[]>`
    SELECT string_agg(CAST(s."userId" AS TEXT), ',') AS "ids",
        (SELECT count(*) FROM (${terms}) c) AS "terms"
      FROM (${terms}) s ${users}`
  return { ids: row?.ids?.split(',') ?? [], terms: Number(row?.terms ?? 0) }
}
