import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { addPeople, listFor, NAMES, SORTS } from './listed-people.fixture.ts'
import type { StoredUser } from './store.ts'

const orders = new Map<string, string[]>()

describe.each(engines)('listUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: StoredUser
  beforeAll(async () => {
    stop = await startStore(engine)
    ;({ admin } = await addPeople())
  }, 60_000)
  afterAll(() => stop())

  const list = (query: Record<string, unknown>) => listFor(admin, query)
  const uids = async (query: Record<string, unknown>) =>
    (await list(query)).users.map(user => user.uid)
  const found = async (q: string) => (await list({ q })).users.map(user => user.name)

  describe.each(SORTS)('sorted by %s', sort => {
    it.each([1, 2, 7, 19, 20])(
      'pages of %i lose and repeat nobody, forwards and backwards',
      async limit => {
        const whole = await uids({ sort })
        expect(new Set(whole).size).toBe(NAMES.length)
        const forwards = []
        for (let page = await list({ sort, limit }); ; ) {
          expect(page.total).toBe(NAMES.length)
          forwards.push(...page.users.map(user => user.uid))
          if (!page.next) {
            expect(forwards).toEqual(whole)
            await goBack(page)
            break
          }
          page = await list({ sort, limit, after: page.next })
        }

        async function goBack(last: Awaited<ReturnType<typeof list>>) {
          const seen = last.users.map(user => user.uid)
          for (let page = last; page.prev; ) {
            page = await list({ sort, limit, after: page.prev })
            seen.unshift(...page.users.map(user => user.uid))
          }
          expect(seen).toEqual(whole)
        }
      },
    )

    it('has the same order on both engines, and the reverse order when reversed', async () => {
      const whole = await uids({ sort })
      orders.set(sort, orders.get(sort) ?? whole)
      expect(whole).toEqual(orders.get(sort))
      const reversed = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
      expect(await uids({ sort: reversed })).toEqual(whole.toReversed())
    })

    it.each([{ role: 'Admin' }, { status: 'disabled' }, { q: 'b-cd' }, { role: 'User', q: 'cd' }])(
      'keeps its order under the filter %j',
      async filter => {
        const kept = await uids({ sort, ...filter })
        const whole = await uids({ sort })
        expect(kept.length).toBeGreaterThan(0)
        expect(kept).toEqual(whole.filter(uid => kept.includes(uid)))
        const { users, next } = await list({ sort, ...filter, limit: 2 })
        const rest = await uids({ sort, ...filter, after: next ?? '' })
        expect([...users.map(user => user.uid), ...rest]).toEqual(kept)
      },
    )
  })

  it('sorts names without regard to case and accents', async () => {
    const names = (await list({ sort: 'name' })).users.map(({ name }) => name.split(' ')[0])
    const folded = names.map(name => name?.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
    expect(folded).toEqual(folded.toSorted())
    expect(folded[0]).toBe('ada')
    expect(folded.at(-1)).toBe('李')
  })

  it('gives no cursor before the first page and none after the last', async () => {
    const { prev, next } = await list({ limit: NAMES.length })
    expect([prev, next]).toEqual([null, null])
    expect(await list({ q: 'nobody' })).toMatchObject({ users: [], total: 0, prev: null })
  })

  it.each([
    ['a role', { role: 'Admin' }, 5],
    ['a role in another case', { role: 'admin' }, 0],
    ['an empty role', { role: '' }, 0],
    ['enabled users', { status: 'enabled' }, 10],
    ['disabled users', { status: 'disabled' }, 10],
    ['both', { role: 'Admin', status: 'disabled' }, 3],
    ['both and a search', { role: 'Admin', status: 'disabled', q: 'zoe' }, 1],
  ])('finds %s', async (_, query, total) => {
    const page = await list(query)
    expect([page.users.length, page.total]).toEqual([total, total])
  })

  it.each([
    ['zoe', 4],
    ['ZOË', 4],
    ['emile b', 4],
    ['b-cd', 20],
    ['cd', 20],
    ['李', 4],
    ['o_o', 2],
    ['o%o', 2],
    ['o', 4],
    ['%', 0],
    ['_', 0],
    ['z%', 0],
    ['zo_', 0],
    ['p_1', 11],
    ['p_1.', 1],
    ['b-cd zoe', 0],
    ['\\', 0],
    ["'", 0],
  ])('q=%s finds %i', async (q, total) => {
    expect(await found(q)).toHaveLength(total)
  })

  it('does not find a deleted user', async () => {
    const { id } = await addUser({ name: 'Soon Gone' })
    await db().user.delete({ where: { id } })
    expect(await found('soon')).toEqual([])
    expect(await db().searchTerm.count({ where: { userId: id } })).toBe(0)
  })

  it('goes on after the longest name there is', async () => {
    const longest = [
      await addUser({ name: 'ﷺ'.repeat(100) }),
      await addUser({ name: '😀'.repeat(100) }),
    ]
    for (const { id, uid } of longest) {
      const query = { sort: 'name', limit: 1000 }
      const at = (await list(query)).users.findIndex(user => user.uid === uid)
      const { next, prev } = await list({ ...query, limit: Math.max(at, 1) })
      expect(prev).toBeNull()
      const page = await list({ ...query, limit: 1, after: next ?? '' })
      expect(page.users.map(user => user.uid)).toEqual([uid])
      const back = page.prev ?? ''
      expect(back.length).toBeLessThan(5000)
      await list({ ...query, after: back })
      await db().user.delete({ where: { id } })
    }
  })
})
