import { expect, test } from 'vitest'
import { doPart } from './event-loop.ts'

/** Keeps the event loop busy, as a query of SQLite does. */
function compute(): void {
  const end = performance.now() + 10
  while (performance.now() < end);
}

test('others get their turn between the parts of a longer work, several times', async () => {
  const PARTS = 10
  const order: string[] = []
  const part = async () => {
    order.push('part')
    compute()
  }
  let isOver = false
  const other = async () => {
    while (!isOver) {
      await new Promise(resolve => setImmediate(resolve))
      order.push('other')
    }
  }
  const running = other()
  for (let i = 0; i < PARTS; i++) await doPart(part)
  isOver = true
  await running
  const between = order.slice(order.indexOf('part') + 1, order.lastIndexOf('part'))
  // On average, since another process may have the processor just then.
  expect(between.filter(one => one === 'other').length).toBeGreaterThan(3 * PARTS)
})

test('what a part returns or throws comes through', async () => {
  expect(await doPart(async () => 7)).toBe(7)
  await expect(doPart(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
