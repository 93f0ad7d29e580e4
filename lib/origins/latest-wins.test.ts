import { expect, test } from 'vitest'
import { LatestWins } from './latest-wins.ts'

test('what began earlier than the last that was taken is old', () => {
  const order = new LatestWins()
  const [first, second, third] = [order.begin(), order.begin(), order.begin()]
  expect([second(), first(), third(), second()]).toEqual([true, false, true, false])
  expect(order.begin()()).toBe(true)
})
