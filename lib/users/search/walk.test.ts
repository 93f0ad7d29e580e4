import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { countFound } from './count-found.ts'
import { buildTermRange } from './term.ts'
import { findNextUserIds } from './walk.ts'

const COUNT = 1300
/** Users whom no search finds, before all others in most sorts. */
const OTHERS = 3100
const DAY = 86_400_000
/** A tenth of the sizes for a million users. */
const SIZES = {
  firstWindow: 200,
  nextWindow: 1000,
  gatherWindow: 3000,
  maxTermsAtFirst: 2000,
  maxTermsLater: 10_000,
  sortedTerms: 1000,
}
const COUNT_SIZES = { maxTerms: 10_000, sliceTerms: 2000, filteredSliceTerms: 500 }

/** The users and the numbers of their terms are such that each strategy is used, some up to a second window. */
const SEARCHES = [
  { q: 'gathered', terms: 2, sql: `"uid" LIKE '%0'`, finds: (n: number) => n % 10 === 0 },
  { q: 'near', terms: 3, sql: `"uid" NOT LIKE '%7'`, finds: (n: number) => n % 10 !== 7 },
  { q: 'late', terms: 6, sql: `"uid" >= 'p0900'`, finds: (n: number) => n >= 900 },
  { q: 'far', terms: 130, sql: `"uid" >= 'p1220'`, finds: (n: number) => n >= 1220 },
]
const HIDDEN = { sql: `"uid" LIKE '%4'`, holds: (n: number) => n % 10 === 4 }

/** Users who share names, dates and roles, in other orders than their uids. */
const PEOPLE = Array.from({ length: COUNT }, (_, n) => {
  const uid = `p${String(n).padStart(4, '0')}`
  const nameKey = String((n * 7919) % 650).padStart(3, '0')
  return {
    uid,
    uidKey: uid,
    name: uid,
    nameKey,
    disabled: n % 7 === 0,
    role: n % 11 === 0 ? 'Editor' : 'User',
    createdAt: new Date(((n * 31) % 40) * DAY),
    lastSignInAt: new Date(Math.floor(n / 4) * DAY),
  }
})
type Row = (typeof PEOPLE)[number] & { id: number }

const COLUMNS = {
  uid: 'uidKey',
  name: 'nameKey',
  role: 'role',
  joined: 'createdAt',
  lastSignIn: 'lastSignInAt',
} as const

const queries = fc.record({
  search: fc.constantFrom(...SEARCHES),
  sort: fc.constantFrom(...(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[])),
  descending: fc.boolean(),
  role: fc.constantFrom(undefined, 'Editor', 'User'),
  disabled: fc.constantFrom(undefined, false, true),
  limit: fc.constantFrom(1, 50, 300),
  /** Whether the search also finds hidden terms. */
  hidden: fc.boolean(),
  /** Where the page begins, as a share of all users who are found; null for the first page. */
  at: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 1 }),
})

describe.each(engines)('broad searches on %s', engine => {
  let stop: () => Promise<void>
  let rows: Row[]

  beforeAll(async () => {
    stop = await startStore(engine)
    await db().user.createMany({ data: PEOPLE })
    await db().$executeRaw`
      WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${OTHERS})
      INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "createdAt", "updatedAt", "lastSignInAt")
        SELECT 'a' || CAST(i AS TEXT), 'a' || CAST(i AS TEXT), '', '', '', "createdAt", "updatedAt", "lastSignInAt"
          FROM "User" CROSS JOIN k WHERE "uid" = 'p0000'`
    for (const { q, terms, sql } of SEARCHES) {
      await db().$executeRaw`
        WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${terms})
        INSERT INTO "SearchTerm" ("userId", "term", "hidden")
          SELECT "id", ${q} || ' ' || CAST(i AS TEXT), ${Prisma.raw(HIDDEN.sql)}
            FROM "User" CROSS JOIN k WHERE "uid" LIKE 'p____' AND ${Prisma.raw(sql)}`
    }
    // Postgres does this by itself within a minute. Before that, it has no statistics of these tables.
    if (engine === 'postgresql') await db().$executeRaw`ANALYZE`
    const ids = await db().user.findMany({ select: { id: true, uid: true } })
    const idOf = new Map(ids.map(({ id, uid }) => [uid, id]))
    rows = PEOPLE.map(person => ({ ...person, id: idOf.get(person.uid) ?? 0 }))
  }, 120_000)
  afterAll(() => stop())

  it('find the same users in the same order as a plain filter and sort, wherever a page begins', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async asked => {
        const { search, sort, descending, role, disabled, limit, hidden, at } = asked
        const found = rows.filter((_, n) => search.finds(n) && (hidden || !HIDDEN.holds(n)))
        const all = found.filter(
          row =>
            (role === undefined || row.role === role) &&
            (disabled === undefined || row.disabled === disabled),
        )
        const column = COLUMNS[sort]
        const sign = descending ? -1 : 1
        const inOrder = (a: Row, b: Row) =>
          sign * (a[column] < b[column] ? -1 : a[column] > b[column] ? 1 : a.id - b.id)
        all.sort(inOrder)
        const begin = at === null ? -1 : Math.floor(at * (all.length - 1))
        const from = all[begin]
        const asking = {
          range: buildTermRange(search.q) ?? { gte: '', lt: '' },
          hidden,
          ...(role !== undefined && { role }),
          ...(disabled !== undefined && { disabled }),
        }
        const walk = {
          column,
          order: descending ? ('desc' as const) : ('asc' as const),
          after: from ? { key: from[column], id: from.id } : null,
        }
        const ids = new Set(await findNextUserIds(asking, walk, limit, SIZES))
        const next = all.filter(({ id }) => ids.has(id)).slice(0, limit)
        expect(next).toEqual(all.slice(begin + 1, begin + 1 + limit))

        const { total, estimated } = await countFound(asking, COUNT_SIZES)
        expect(total).toBeLessThanOrEqual(all.length)
        if (!estimated) expect(total).toBe(all.length)
        expect(estimated).toBe(search.terms * found.length > COUNT_SIZES.maxTerms)
      }),
      { numRuns: 50 },
    )
  }, 120_000)
})
