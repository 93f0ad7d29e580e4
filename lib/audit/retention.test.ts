import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { toEventRow } from './event.ts'
import { deleteOldEvents } from './retention.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000)

describe.each(engines)('deleteOldEvents on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it('deletes all that is older, in any number, and nothing else', async () => {
    const row = toEventRow({ action: 'sign_out', result: 'ok', actor: null })
    const old = Array.from({ length: 2500 }, () => ({ ...row, at: daysAgo(400.01) }))
    const young = { ...row, at: daysAgo(399.99) }
    await db().auditEvent.createMany({ data: [...old, young, row] })
    expect(await deleteOldEvents()).toBe(2500)
    expect(await db().auditEvent.count()).toBe(2)
    expect(await deleteOldEvents(399)).toBe(1)
    expect(await db().auditEvent.findMany()).toMatchObject([{ at: row.at }])
  })
})
