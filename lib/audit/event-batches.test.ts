import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AuditEvent, toEventRow } from './event.ts'
import { EventBatches, type PendingEvent } from './event-batches.ts'

let kept: PendingEvent[]
let alikes: EventBatches
beforeEach(() => {
  vi.useFakeTimers()
  kept = []
  alikes = new EventBatches(row => kept.push(row))
})
afterEach(() => vi.useRealTimers())

const attempt: AuditEvent = { action: 'sign_in', result: 'limited', actor: null }

function happen(differs: Partial<PendingEvent> = {}): void {
  const row = alikes.take({ ...toEventRow(attempt), tried: '', ...differs })
  if (row) kept.push(row)
}

const total = () => kept.reduce((sum, { count }) => sum + count, 0)

test('the first of a kind is kept at once, the others of its minute as one row', () => {
  for (let i = 0; i < 500; i++) happen({ requestId: String(i) })
  expect(kept).toMatchObject([{ count: 1, requestId: '0' }])
  vi.advanceTimersByTime(60_000)
  expect(kept).toMatchObject([{ count: 1 }, { count: 499, requestId: '499' }])
})

test('one alone leaves no second row, and the minute after begins anew', () => {
  happen()
  vi.advanceTimersByTime(60_000)
  happen()
  vi.advanceTimersByTime(60_000)
  expect(kept.map(({ count }) => count)).toEqual([1, 1])
})

test.each<Partial<PendingEvent>>([
  { action: 'sign_up' },
  { result: 'refused' },
  { address: '192.0.2.7' },
  { actorId: 7 },
  { targetId: 7 },
  { targetUid: 'https://a.example' },
  { tried: 'toby' },
  { detail: '{"reason":"invalid"}' },
])('%j is another kind', differs => {
  happen()
  happen(differs)
  expect(kept).toHaveLength(2)
})

test('of a million addresses a thousand are told apart, and none is forgotten', () => {
  for (let i = 0; i < 5000; i++) happen({ address: `2001:db8:0:${i.toString(16)}::1` })
  expect(kept).toHaveLength(1001)
  expect(kept.at(-1)).toMatchObject({ address: '', action: 'sign_in', result: 'limited' })
  alikes.flush()
  expect(total()).toBe(5000)
  expect(kept).toHaveLength(1002)
})

test('the addresses of one network of IPv6 are one', () => {
  for (let i = 1; i < 50; i++) happen({ address: `2001:db8::${i}` })
  expect(kept).toHaveLength(1)
})

test('at the end of the process nothing is left in memory', () => {
  happen()
  happen()
  alikes.flush()
  vi.advanceTimersByTime(60_000)
  expect(total()).toBe(2)
})
