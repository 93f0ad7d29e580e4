import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RefusalReason } from '#lib/cors/refusal-reasons.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { OTHER_ORIGINS } from './refusal-counter.ts'
import { listRefusals } from './refusal-list.ts'
import { MAX_REFUSAL_ROWS, recordRefusal, settleRefusals } from './refusals.ts'
import { NewOrigin } from './schema.ts'
import { addOrigin, changeOrigin, removeOrigin } from './store.ts'

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0'

describe.each(engines)('refusals on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  })
  afterAll(() => stop())

  const refuse = (origin: string, reason: RefusalReason = 'origin_not_allowed', count = 1) =>
    recordRefusal({ origin, reason, count, path: '/api/id', agent: CHROME })
  const listed = async (origin: string) =>
    (await listRefusals(admin, MAX_REFUSAL_ROWS)).filter(refusal => refusal.origin === origin)

  test('keeps a row for each origin and reason, with the first time, the last time and the number', async () => {
    const before = Date.now()
    refuse('https://a.example')
    refuse('https://a.example', 'method_not_allowed', 2)
    await settleRefusals()
    // Both are written within one millisecond on a fast machine, and the later one comes first in the list.
    await sleep(2)
    refuse('https://a.example', 'origin_not_allowed', 3)
    await settleRefusals()
    const [first, second] = await listed('https://a.example')
    expect(first).toMatchObject({ reason: 'origin_not_allowed', count: 4, lastPath: '/api/id' })
    expect(first).toMatchObject({ browser: 'Chrome', system: 'Linux' })
    expect(second).toMatchObject({ reason: 'method_not_allowed', count: 2, modes: [] })
    expect(Date.parse(first?.firstSeen ?? '')).toBeGreaterThanOrEqual(before)
    expect(first?.firstSeen).toBe(second?.firstSeen)
    expect(Date.parse(first?.lastSeen ?? '')).toBeGreaterThan(Date.parse(first?.firstSeen ?? ''))
  })

  test('says whether the origin can be allowed, and when it is', async () => {
    for (const origin of ['https://b.example', 'http://b.example', 'evil', OTHER_ORIGINS])
      refuse(origin)
    refuse('null', 'origin_null')
    await settleRefusals()
    const modes = async (origin: string) => (await listed(origin))[0]?.modes
    expect(await modes('https://b.example')).toEqual(['both', 'cookie', 'bearer'])
    expect(await modes('http://b.example')).toEqual(['bearer'])
    for (const origin of ['evil', 'null', OTHER_ORIGINS]) expect(await modes(origin)).toEqual([])
    const { id } = await addOrigin(admin, NewOrigin.parse({ origin: 'https://b.example' }))
    expect((await listed('https://b.example'))[0]).toMatchObject({ allowed: true, modes: [] })
    await changeOrigin(admin, id, { enabled: false })
    const [disabled] = await listed('https://b.example')
    expect(disabled).toMatchObject({ allowed: false, modes: [], disabledId: id })
    expect(disabled?.cause).toContain('Enable it')
    await removeOrigin(admin, id)
    expect((await listed('https://b.example'))[0]).toMatchObject({ disabledId: null })
    expect(await modes('https://b.example')).toHaveLength(3)
  })

  test('writes within a second, without being asked to', async () => {
    refuse('https://c.example')
    await expect.poll(() => listed('https://c.example')).toHaveLength(1)
  })

  test('the number stops before the column overflows', async () => {
    for (let i = 0; i < 3; i++) {
      refuse('https://d.example', 'origin_not_allowed', 1e9)
      await settleRefusals()
    }
    expect((await listed('https://d.example'))[0]?.count).toBe(2e9)
  })

  test('beyond the limit, the rows that were seen last are kept', async () => {
    for (let round = 0; round < 14; round++) {
      for (let i = 0; i < 100; i++) refuse(`https://x${round}-${i}.example`)
      await settleRefusals()
    }
    expect(await db().originRefusal.count()).toBe(MAX_REFUSAL_ROWS)
    expect(await listed('https://x13-99.example')).toHaveLength(1)
    expect(await listed('https://x0-0.example')).toHaveLength(0)
  })

  test('only administrators see them', async () => {
    const viewer = await addViewer()
    await expect(listRefusals(viewer, 1)).rejects.toMatchObject({ code: 'insufficient_role' })
  })
})
