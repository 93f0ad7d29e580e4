import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { countUsers } from './count-users.ts'

const LARGE = 10_000
const CROWD = 100_000
const CHUNK = 20_000

describe.each(engines)('countUsers among a hundred thousand on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    await add('large', CROWD)
  }, 60_000)
  afterAll(async () => {
    vi.useRealTimers()
    await stop()
  })

  it('gives exact counts, and keeps a large one when there is one user more', async () => {
    const count = () => countUsers({ role: 'large' })
    expect(await count()).toEqual({ total: CROWD, estimated: false })
    await db().user.delete({ where: { uidKey: 'large7' } })
    expect(await count()).toEqual({ total: CROWD - 1, estimated: false })

    await add('large', 2, CROWD)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_001 })
    expect(await count()).toEqual({ total: CROWD + 1, estimated: false })
    await add('large', 1, CROWD + 2)
    expect(await count()).toEqual({ total: CROWD + 1, estimated: true })
  })
})

// What is kept, and for how long, is the same on each engine.
describe('countUsers', () => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore('sqlite')
    await add('large', LARGE)
    await add('small', LARGE - 1)
    await add('other', CROWD)
  }, 60_000)
  afterAll(() => stop())
  afterEach(() => {
    vi.useRealTimers()
  })

  it('always gives a small count exactly', async () => {
    const count = () => countUsers({ role: 'small', disabled: false })
    expect(await count()).toEqual({ total: LARGE - 1, estimated: false })
    await db().user.updateMany({ where: { uid: 'small0' }, data: { disabled: true } })
    expect(await count()).toEqual({ total: LARGE - 2, estimated: false })
  })

  it('keeps a large count, says so, and counts again after ten seconds', async () => {
    const count = () => countUsers({ role: 'large' })
    expect(await count()).toEqual({ total: LARGE, estimated: false })
    await add('large', 1, LARGE)
    expect(await count()).toEqual({ total: LARGE, estimated: true })

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_001 })
    expect(await count()).toEqual({ total: LARGE, estimated: true })
    await expect.poll(count).toEqual({ total: LARGE + 1, estimated: true })
  })

  it('counts again first if nobody has asked for thirty seconds', async () => {
    const count = () => countUsers({ role: { in: ['large', 'small'] } })
    const { total } = await count()
    await add('small', 1, LARGE)
    expect(await count()).toEqual({ total, estimated: true })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_001 })
    expect(await count()).toEqual({ total: total + 1, estimated: false })
  })

  it('does not use a kept count for another query', async () => {
    expect((await countUsers({ role: 'large' })).estimated).toBe(true)
    expect(await countUsers({ role: 'large', disabled: true })).toEqual({
      total: 0,
      estimated: false,
    })
  })

  it('gives a count exactly again when it has become small', async () => {
    await db().user.deleteMany({ where: { uid: { startsWith: 'large1' } } })
    const left = await db().user.count({ where: { role: 'large' } })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    const count = () => countUsers({ role: 'large' })
    await count()
    await expect.poll(count).toEqual({ total: left, estimated: false })
  })
})

async function add(role: string, count: number, first = 0) {
  // No query may take long.
  for (let next = first; next < first + count; next += CHUNK) {
    const last = Math.min(next + CHUNK, first + count) - 1
    await db().$executeRaw`
      WITH RECURSIVE k(i) AS (SELECT CAST(${next} AS INTEGER) UNION ALL SELECT i + 1 FROM k WHERE i < ${last})
      INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "updatedAt", "role")
        SELECT ${role} || CAST(i AS TEXT), ${role} || CAST(i AS TEXT), '', '', '', CURRENT_TIMESTAMP, ${role} FROM k`
  }
}
