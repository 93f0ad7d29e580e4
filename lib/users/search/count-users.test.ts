import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { countUsers } from './count-users.ts'

const LARGE = 10_000
const CROWD = 100_000

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

  it('every count is exact, and of one more a large one is kept', async () => {
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

describe.each(engines)('countUsers on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    await add('large', LARGE)
    await add('small', LARGE - 1)
    await add('other', CROWD)
  }, 60_000)
  afterAll(() => stop())
  afterEach(() => {
    vi.useRealTimers()
  })

  it('a small count is exact, always', async () => {
    const count = () => countUsers({ role: 'small', disabled: false })
    expect(await count()).toEqual({ total: LARGE - 1, estimated: false })
    await db().user.updateMany({ where: { uid: 'small0' }, data: { disabled: true } })
    expect(await count()).toEqual({ total: LARGE - 2, estimated: false })
  })

  it('a large one is kept, says so, and is counted anew after ten seconds', async () => {
    const count = () => countUsers({ role: 'large' })
    expect(await count()).toEqual({ total: LARGE, estimated: false })
    await add('large', 1, LARGE)
    expect(await count()).toEqual({ total: LARGE, estimated: true })

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_001 })
    expect(await count()).toEqual({ total: LARGE, estimated: true })
    await vi.waitFor(async () => {
      expect(await count()).toEqual({ total: LARGE + 1, estimated: true })
    })
  })

  it('one that nobody has asked for since is counted before it is given', async () => {
    const count = () => countUsers({ role: { in: ['large', 'small'] } })
    const { total } = await count()
    await add('small', 1, LARGE)
    expect(await count()).toEqual({ total, estimated: true })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_001 })
    expect(await count()).toEqual({ total: total + 1, estimated: false })
  })

  it('what was counted for one question answers no other', async () => {
    expect((await countUsers({ role: 'large' })).estimated).toBe(true)
    expect(await countUsers({ role: 'large', disabled: true })).toEqual({
      total: 0,
      estimated: false,
    })
  })

  it('a count that became small is exact again', async () => {
    await db().user.deleteMany({ where: { uid: { startsWith: 'large1' } } })
    const left = await db().user.count({ where: { role: 'large' } })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    await countUsers({ role: 'large' })
    await vi.waitFor(async () => {
      expect(await countUsers({ role: 'large' })).toEqual({ total: left, estimated: false })
    })
  })
})

async function add(role: string, count: number, first = 0) {
  await db().$executeRaw`
    WITH RECURSIVE k(i) AS (SELECT CAST(${first} AS INTEGER) UNION ALL SELECT i + 1 FROM k WHERE i < ${first + count - 1})
    INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "updatedAt", "role")
      SELECT ${role} || CAST(i AS TEXT), ${role} || CAST(i AS TEXT), '', '', '', CURRENT_TIMESTAMP, ${role} FROM k`
}
