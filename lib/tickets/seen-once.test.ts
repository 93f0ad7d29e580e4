import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { takeOnce } from './seen-once.ts'

describe.each(engines)('takeOnce on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())
  const later = new Date(Date.now() + 60_000)

  it('takes each thing once, however many come at once', async () => {
    const tries = Array.from({ length: 10 }, () => takeOnce('dpop', ['key', 'a'], later))
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
    expect(await takeOnce('dpop', ['key', 'a'], later)).toBe(false)
  })

  it('tells kinds and parts from one another', async () => {
    expect(await takeOnce('dpop', ['x', 'yz'], later)).toBe(true)
    expect(await takeOnce('dpop', ['xy', 'z'], later)).toBe(true)
    expect(await takeOnce('assertion', ['x', 'yz'], later)).toBe(true)
  })

  it('deletes what has expired, once a minute', async () => {
    await db().seenOnce.create({ data: { id: 'old', expiresAt: new Date(Date.now() - 1) } })
    await takeOnce('dpop', ['before the next sweep'], later)
    expect(await db().seenOnce.findUnique({ where: { id: 'old' } })).not.toBeNull()
    forgetInstances('seen-once-sweep')
    await takeOnce('dpop', ['after it'], later)
    expect(await db().seenOnce.findUnique({ where: { id: 'old' } })).toBeNull()
  })
})
