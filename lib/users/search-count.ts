import { db } from '#lib/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import type { Total } from './count.ts'

/** So many terms are looked at: more would keep everybody else waiting on SQLite. */
const MOST = 100_000

type Found = {
  range: { gte: string; lt: string }
  hidden: boolean
  role?: string
  disabled?: boolean
}

/**
 * Counts the users whom a broad search finds, from its range of the terms: a count that begins at the users
 * took seconds at a million. Past 100,000 terms it is the least that there are.
 */
export async function countFound({ range, hidden, role, disabled }: Found): Promise<Total> {
  const shown = hidden ? Prisma.empty : Prisma.sql`AND "hidden" = ${false}`
  const filters = [
    ...(role === undefined ? [] : [Prisma.sql`u."role" = ${role}`]),
    ...(disabled === undefined ? [] : [Prisma.sql`u."disabled" = ${disabled}`]),
  ]
  // CROSS keeps SQLite from turning the join round.
  const users =
    filters.length === 0
      ? Prisma.empty
      : Prisma.sql`CROSS JOIN "User" u WHERE u."id" = t."userId" AND ${Prisma.join(filters, ' AND ')}`
  const terms = Prisma.sql`SELECT "userId" FROM "SearchTerm"
    WHERE "term" >= ${range.gte} AND "term" < ${range.lt} ${shown} LIMIT ${MOST}`
  const [row] = await db().$queryRaw<{ total: number | bigint; seen: number | bigint }[]>`
    SELECT count(DISTINCT t."userId") AS "total", (SELECT count(*) FROM (${terms}) s) AS "seen"
      FROM (${terms}) t ${users}`
  return { total: Number(row?.total ?? 0), estimated: Number(row?.seen ?? 0) >= MOST }
}
