import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findStanding } from '#lib/cors/policy.ts'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { followOrigins, reloadOrigins } from './follow-origins.ts'

const PAGES = 'https://pages.example.net'
const row = { origin: PAGES, note: '', mode: 'cookie', enabled: true, addedBy: 'admin' }
const standing = () => findStanding(readCorsPolicy(), PAGES)

describe.each(engines)('followOrigins on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  test('what another process writes or deletes takes effect at the next poll', async () => {
    const stopFollowing = await followOrigins()
    expect(standing()).toBe('unknown')
    await db().origin.create({ data: row })
    await expect.poll(standing).toBe('cookie')
    await db().origin.updateMany({ data: { enabled: false } })
    await expect.poll(standing).toBe('disabled')
    await db().origin.deleteMany()
    await expect.poll(standing).toBe('unknown')
    stopFollowing()
  })

  test('while the table cannot be read, the last known list stays', async () => {
    await db().origin.create({ data: row })
    await reloadOrigins()
    await db().$executeRaw`ALTER TABLE "Origin" RENAME TO "Away"`
    expect((await reloadOrigins()).origins).toEqual([
      { origin: PAGES, mode: 'cookie', enabled: true, access: 'users', passwords: false },
    ])
    expect(standing()).toBe('cookie')
    await db().$executeRaw`ALTER TABLE "Away" RENAME TO "Origin"`
  })

  test('a policy that has not changed stays the same object', async () => {
    await reloadOrigins()
    const before = readCorsPolicy()
    await reloadOrigins()
    expect(readCorsPolicy()).toBe(before)
  })
})
