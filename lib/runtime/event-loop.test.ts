import { expect, test } from 'vitest'
import { doPart } from './event-loop.ts'

/** Keeps the event loop busy, as a query of SQLite does. */
function compute(): void {
  const end = performance.now() + 30
  while (performance.now() < end);
}

test('others get their turn between the parts of a longer work, several times', async () => {
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
  await doPart(part)
  await doPart(part)
  isOver = true
  await running
  const between = order.slice(order.indexOf('part') + 1, order.lastIndexOf('part'))
  expect(between.length).toBeGreaterThan(3)
})

test('what a part returns or throws comes through', async () => {
  expect(await doPart(async () => 7)).toBe(7)
  await expect(doPart(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
