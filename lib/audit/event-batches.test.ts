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

/** More rows than these are kept in no minute: the first of each kind, the largest counts, and the nameless. */
const MAX_ROWS = 1000 + 100 + 100 + 1

test('of a flood from everywhere a bounded number of rows is kept, and every event is counted', () => {
  const round = () => {
    for (let i = 0; i < 10_000; i++) {
      happen({ address: `198.51.${i % 256}.${(i >> 8) % 256}`, tried: `u${i}` })
    }
  }
  round()
  round()
  batches.flush()
  expect(total()).toBe(20_000)
  expect(kept.length).toBeLessThanOrEqual(MAX_ROWS)
  expect(kept.at(-1)).toMatchObject({
    address: '',
    tried: '',
    action: 'sign_in',
    result: 'limited',
  })
})

test('the largest offenders of a flood are named, whatever they try and wherever they begin', () => {
  const large = ['203.0.113.1', '203.0.113.2', '2001:db8:9:%::1']
  for (let i = 0; i < 50_000; i++) {
    happen({ address: `10.${i % 200}.${i % 251}.${i % 241}`, tried: `u${i}` })
    if (i < 10_000 || i % 20 > 0) continue
    for (const address of large)
      happen({ address: address.replace('%', i.toString(16)), tried: `v${i}` })
  }
  batches.flush()
  const counts = large.map(address => {
    const network = address.split('%')[0] ?? ''
    const rows = kept.filter(row => row.address.startsWith(network))
    return rows.reduce((sum, { count }) => sum + count, 0)
  })
  expect(Math.min(...counts)).toBeGreaterThan(1500)
  expect(total()).toBe(50_000 + 3 * 2000)
})

test('one network that tries everybody leaves the rows of the others whole', () => {
  for (let i = 0; i < 5000; i++) happen({ address: '203.0.113.1', tried: `u${i}` })
  happen({ address: '192.0.2.7', tried: 'toby' })
  expect(kept).toHaveLength(101)
  expect(kept.at(-1)).toMatchObject({ address: '192.0.2.7', tried: 'toby' })
  batches.flush()
  expect(kept.slice(101)).toMatchObject([{ address: '203.0.113.1', tried: '', count: 4900 }])
})

test('the next minute names who comes then', () => {
  for (let i = 0; i < 500; i++) happen({ tried: `u${i}` })
  vi.advanceTimersByTime(60_000)
  happen({ tried: 'toby' })
  expect(kept.at(-1)).toMatchObject({ tried: 'toby', count: 1 })
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
