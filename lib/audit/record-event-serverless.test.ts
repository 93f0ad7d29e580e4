import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { setKeepAwake } from '#lib/runtime/keep-awake.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import type { AuditEvent } from './event.ts'
import { recordEvent } from './record-event.ts'

const refused: AuditEvent = { action: 'cross_site', result: 'refused', actor: null }

let stop: () => Promise<void>
let asked: Promise<unknown>[] = []
beforeAll(async () => {
  stop = await startStore('sqlite')
  env().serverless = true
  setKeepAwake(work => asked.push(work))
})
afterAll(() => stop())

const settle = () => Promise.all(asked.splice(0))
const listCounts = async () =>
  (await db().auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ count }) => count)

it('a serverless host stays awake until an event is written that nobody waits for', async () => {
  void recordEvent(refused)
  expect(asked).toHaveLength(1)
  await settle()
  expect(await listCounts()).toEqual([1])
})

it('and for five seconds where events are counted, until the count is written', async () => {
  asked = []
  for (let i = 0; i < 20; i++) void recordEvent(refused)
  expect(asked.length).toBeGreaterThan(0)
  await settle()
  expect(await listCounts()).toEqual([1, 20])
}, 30_000)
