import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { listUsers } from './list.ts'
import { UserQuery } from './schema.ts'
import type { StoredUser } from './store.ts'

describe.each(engines)('a search that finds hundreds of users on %s', engine => {
  let stop: () => Promise<void>
  let viewer: StoredUser
  const COUNT = 950

  beforeAll(async () => {
    stop = await startStore(engine)
    viewer = await addUser({ uid: 'viewer', role: 'Admin' })
    const numbers = Array.from({ length: COUNT }, (_, i) => String(i).padStart(3, '0'))
    const data = numbers.map(n => ({ uid: `m${n}`, uidKey: `m${n}`, name: n, nameKey: n }))
    await db().user.createMany({ data: data.map((row, i) => ({ ...row, disabled: i % 2 === 1 })) })
    const users = await db().user.findMany({ where: { uid: { startsWith: 'm' } } })
    // Two terms of each user match, so that a search finds more terms than users.
    const terms = users.flatMap(({ id, uid }) => [
      { userId: id, term: uid, hidden: false },
      { userId: id, term: `m word ${uid}`, hidden: true },
    ])
    await db().searchTerm.createMany({ data: terms })
  }, 60_000)
  afterAll(() => stop())

  const list = (query: Record<string, unknown>) =>
    listUsers({ ...viewer, page: null }, UserQuery.parse(query))

  it.each([
    ['m', COUNT],
    ['m4', 100],
    ['m 4', 0],
    ['m word', COUNT],
    ['m word m4', 100],
  ])('%s finds %i, each once and in order', async (q, total) => {
    for (const sort of ['uid', '-name', 'joined']) {
      const page = await list({ q, sort, limit: '1000' })
      const uids = page.users.map(({ uid }) => uid)
      expect([page.total, uids.length, new Set(uids).size]).toEqual([total, total, total])
      const inOrder = uids.toSorted()
      expect(uids).toEqual(sort.startsWith('-') ? inOrder.toReversed() : inOrder)
    }
  })

  it('applies a filter, and its pages lose nobody', async () => {
    const seen = []
    let after: string | null = null
    do {
      const query = { q: 'm', status: 'disabled', limit: '200', ...(after && { after }) }
      const page = await list(query)
      expect(page.total).toBe(COUNT / 2)
      seen.push(...page.users.map(({ uid }) => uid))
      after = page.next
    } while (after)
    expect(seen).toHaveLength(COUNT / 2)
    expect(new Set(seen).size).toBe(COUNT / 2)
  })
})
