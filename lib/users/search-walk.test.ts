import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { writeCursor } from './cursor.ts'
import { listUsers } from './list.ts'
import { UserQuery } from './schema.ts'

const COUNT = 13_000
/** Users whom nothing finds, before all others in most sorts. */
const OTHERS = 31_000
const DAY = 86_400_000

/** So many terms of such users that each way of going through the users is gone, some to its second window. */
const SEARCHES = [
  { q: 'gathered', terms: 2, sql: `"uid" LIKE '%0'`, finds: (n: number) => n % 10 === 0 },
  { q: 'near', terms: 3, sql: `"uid" NOT LIKE '%7'`, finds: (n: number) => n % 10 !== 7 },
  { q: 'late', terms: 6, sql: `"uid" >= 'p09000'`, finds: (n: number) => n >= 9000 },
  { q: 'far', terms: 130, sql: `"uid" >= 'p12200'`, finds: (n: number) => n >= 12_200 },
]
const HIDDEN = { sql: `"uid" LIKE '%4'`, holds: (n: number) => n % 10 === 4 }

/** Users whose names, dates and roles many share, in other orders than their uids. */
const PEOPLE = Array.from({ length: COUNT }, (_, n) => {
  const uid = `p${String(n).padStart(5, '0')}`
  const nameKey = String((n * 7919) % 6500).padStart(4, '0')
  return {
    ...{ uid, uidKey: uid, name: uid, nameKey, disabled: n % 7 === 0 },
    role: n % 11 === 0 ? 'Editor' : 'User',
    createdAt: new Date(((n * 31) % 400) * DAY),
    lastSignInAt: new Date(Math.floor(n / 40) * DAY),
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
  status: fc.constantFrom(undefined, 'enabled', 'disabled'),
  limit: fc.constantFrom(1, 50, 700),
  asMember: fc.boolean(),
  /** Where the page begins, as a share of all that are found; null for the first. */
  at: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 1 }),
  back: fc.boolean(),
})

describe.each(engines)('broad searches on %s', engine => {
  let stop: () => Promise<void>
  let viewers: { id: number; role: string }[]
  let rows: Row[]

  beforeAll(async () => {
    stop = await startStore(engine)
    viewers = [await addUser({ uid: 'admin', role: 'Admin' }), await addUser({ uid: 'member' })]
    for (let from = 0; from < COUNT; from += 1000) {
      await db().user.createMany({ data: PEOPLE.slice(from, from + 1000) })
    }
    await db().$executeRaw`
      WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${OTHERS})
      INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "createdAt", "updatedAt", "lastSignInAt")
        SELECT 'a' || CAST(i AS TEXT), 'a' || CAST(i AS TEXT), '', '', '', "createdAt", "updatedAt", "lastSignInAt"
          FROM "User" CROSS JOIN k WHERE "uid" = 'p00000'`
    for (const { q, terms, sql } of SEARCHES) {
      await db().$executeRaw`
        WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${terms})
        INSERT INTO "SearchTerm" ("userId", "term", "hidden")
          SELECT "id", ${q} || ' ' || CAST(i AS TEXT), ${Prisma.raw(HIDDEN.sql)}
            FROM "User" CROSS JOIN k WHERE "uid" LIKE 'p_____' AND ${Prisma.raw(sql)}`
    }
    // As Postgres does by itself within a minute; without, it knows nothing of these tables.
    if (engine === 'postgresql') await db().$executeRaw`ANALYZE`
    const ids = await db().user.findMany({ select: { id: true, uid: true } })
    const idOf = new Map(ids.map(({ id, uid }) => [uid, id]))
    rows = PEOPLE.map(person => ({ ...person, id: idOf.get(person.uid) ?? 0 }))
  }, 120_000)
  afterAll(() => stop())

  it('find and order whom a plain filter and sort do, from wherever a page begins', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async asked => {
        const { search, sort, descending, role, limit, asMember, at, back } = asked
        const status = asMember ? undefined : asked.status
        const found = rows.filter(
          (row, n) =>
            search.finds(n) &&
            !(asMember && HIDDEN.holds(n)) &&
            (role === undefined || row.role === role) &&
            (status === undefined || row.disabled === (status === 'disabled')),
        )
        const key = (row: Row) => row[COLUMNS[sort]]
        found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id))
        if (descending) found.reverse()
        const begin = at === null ? -1 : Math.floor(at * (found.length - 1))
        const expected =
          at === null
            ? found.slice(0, limit)
            : back
              ? found.slice(Math.max(0, begin - limit), begin)
              : found.slice(begin + 1, begin + 1 + limit)

        const from = found[begin]
        const after = from && writeCursor({ key: cursorKey(key(from)), id: from.id, back })
        const order = descending ? `-${sort}` : sort
        const viewer = viewers[asMember ? 1 : 0] as { id: number; role: string }
        const page = await listUsers(
          viewer,
          UserQuery.parse({ q: search.q, sort: order, role, status, limit, after }),
        )
        expect(page.users.map(({ uid }) => uid)).toEqual(expected.map(({ uid }) => uid))
        expect(page.next !== null).toBe(
          from && back ? expected.length > 0 : expected.at(-1)?.uid !== found.at(-1)?.uid,
        )
        // More than 100,000 terms are not looked at.
        if (search.q === 'far') expect(page.total).toBeLessThanOrEqual(found.length)
        else expect(page.total).toBe(found.length)
      }),
      { numRuns: 50 },
    )
  }, 120_000)
})

function cursorKey(key: string | Date): string | number {
  return key instanceof Date ? +key : key
}
