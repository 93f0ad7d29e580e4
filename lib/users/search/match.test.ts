import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../../e2e/fixtures/store.ts'
import { listUsers } from '../list.ts'
import { UserQuery } from '../schema.ts'

const COUNT = 3000
const MAX_PAGES = 8

/**
 * Users by the terms that find them. `cd` finds everybody twice, the second time all in a row, so that a page has to
 * pass three thousand users whom it has already shown. `b` finds hundreds by one term, and `x` some by a hidden term.
 */
const PEOPLE = Array.from({ length: COUNT }, (_, n) => ({
  uid: `p${n}`,
  role: n % 1000 === 7 ? 'Rare' : n % 3 === 0 ? 'Editor' : 'User',
  disabled: n % 5 === 0,
  terms: [
    { term: `cd ${(n * 7919) % COUNT}`, hidden: n % 8 === 1 },
    { term: `ce ${n % 10}`, hidden: n % 4 === 0 },
    { term: `cdé${n}`, hidden: n % 2 === 0 },
    ...(n % 2 ? [{ term: `b${n % 3}`, hidden: n % 6 === 1 }] : []),
    ...(n % 100 === 1 ? [{ term: 'x', hidden: n % 200 === 1 }] : []),
  ],
}))

const queries = fc.record({
  q: fc.constantFrom('c', 'cd', 'cd 2', 'ce 3', 'b', 'b1', 'x', 'none'),
  role: fc.constantFrom(undefined, undefined, 'Editor', 'Rare', 'Nobody'),
  status: fc.constantFrom(undefined, 'enabled', 'disabled'),
  limit: fc.constantFrom(7, 500, 1000),
  asMember: fc.boolean(),
})
type Query = typeof queries extends fc.Arbitrary<infer Q> ? Q : never

/** Who asks, by a page of our own. */
type Whose = { id: number; role: string }

describe.each(engines)('searches without a sort on %s', engine => {
  let stop: () => Promise<void>
  let viewers: Whose[]
  let ids: Map<string, number>

  beforeAll(async () => {
    stop = await startStore(engine)
    viewers = [await addUser({ uid: 'admin', role: 'Admin' }), await addUser({ uid: 'member' })]
    const data = PEOPLE.map(({ uid, role, disabled }) => ({
      uid,
      uidKey: uid,
      name: uid,
      nameKey: uid,
      role,
      disabled,
    }))
    await db().user.createMany({ data })
    const rows = await db().user.findMany({ select: { id: true, uid: true } })
    ids = new Map(rows.map(({ id, uid }) => [uid, id]))
    const terms = PEOPLE.flatMap(({ uid, terms: all }) =>
      all.map(term => ({ userId: ids.get(uid) ?? 0, ...term })),
    )
    await db().searchTerm.createMany({ data: terms })
  }, 60_000)
  afterAll(() => stop())

  /** The uids that `query` should find, each by the first of its terms. */
  function expected({ q, role, status, asMember }: Query): string[] {
    const found = PEOPLE.flatMap(person => {
      const terms = person.terms.filter(
        ({ term, hidden }) => term.startsWith(q) && !(asMember && hidden),
      )
      const [first] = terms.toSorted((a, b) => byBytes(a.term, b.term))
      const isAsked =
        (role === undefined || person.role === role) &&
        (status === undefined || person.disabled === (status === 'disabled'))
      return first && isAsked ? [{ ...first, uid: person.uid, id: ids.get(person.uid) ?? 0 }] : []
    })
    found.sort(
      (a, b) => byBytes(a.term, b.term) || Number(a.hidden) - Number(b.hidden) || a.id - b.id,
    )
    return found.map(({ uid }) => uid)
  }

  it('list everybody once, page by page, forwards and backwards', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async asked => {
        const query = asked.asMember ? { ...asked, status: undefined } : asked
        const viewer = viewers[query.asMember ? 1 : 0] as Whose
        const all = expected(query)
        const list = (after?: string | null) =>
          listUsers(
            { ...viewer, page: null },
            UserQuery.parse({ ...query, ...(after && { after }) }),
          )
        let page = await list()
        for (let shown = 0, pages = 1; pages <= MAX_PAGES; pages++) {
          expect(page.users.map(({ uid }) => uid)).toEqual(all.slice(shown, shown + query.limit))
          expect(page.prev === null).toBe(shown === 0)
          if (page.prev) {
            const before = await list(page.prev)
            expect(before.users.map(({ uid }) => uid)).toEqual(
              all.slice(shown - query.limit, shown),
            )
          }
          shown += page.users.length
          expect(page.next === null).toBe(shown === all.length)
          if (!page.next) break
          page = await list(page.next)
        }
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
