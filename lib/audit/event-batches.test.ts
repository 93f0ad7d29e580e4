import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AuditEvent, toEventRow } from './event.ts'
import { EventBatches, type PendingEvent } from './event-batches.ts'

let kept: PendingEvent[]
let batches: EventBatches
beforeEach(() => {
  vi.useFakeTimers()
  kept = []
  batches = new EventBatches(row => kept.push(row))
})
afterEach(() => vi.useRealTimers())

const attempt: AuditEvent = { action: 'sign_in', result: 'limited', actor: null }

function happen(differs: Partial<PendingEvent> = {}): void {
  const row = batches.take({ ...toEventRow(attempt), tried: '', ...differs })
  if (row) kept.push(row)
}

const total = () => kept.reduce((sum, { count }) => sum + count, 0)

test('keeps the first of a kind at once, and the others of its minute as one row', () => {
  for (let i = 0; i < 500; i++) happen({ requestId: String(i) })
  expect(kept).toMatchObject([{ count: 1, requestId: '0' }])
  vi.advanceTimersByTime(60_000)
  expect(kept).toMatchObject([{ count: 1 }, { count: 499, requestId: '499' }])
})

test('a single event leaves no second row, and the next minute starts anew', () => {
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

test('tells a thousand addresses apart, and counts all further ones together', () => {
  for (let i = 0; i < 5000; i++) happen({ address: `2001:db8:0:${i.toString(16)}::1` })
  expect(kept).toHaveLength(1001)
  expect(kept.at(-1)).toMatchObject({ address: '', action: 'sign_in', result: 'limited' })
  batches.flush()
  expect(total()).toBe(5000)
  expect(kept).toHaveLength(1002)
})

test('the addresses of one IPv6 network are one kind', () => {
  for (let i = 1; i < 50; i++) happen({ address: `2001:db8::${i}` })
  expect(kept).toHaveLength(1)
})

test('flush leaves nothing in memory', () => {
  happen()
  happen()
  batches.flush()
  vi.advanceTimersByTime(60_000)
  expect(total()).toBe(2)
})
