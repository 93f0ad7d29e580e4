import { expect, test } from 'vitest'
import { LatestWins } from './latest-wins.ts'

test('a result is dropped if one that began later has been taken', () => {
  const order = new LatestWins()
  const [first, second, third] = [order.begin(), order.begin(), order.begin()]
  expect([second(), first(), third(), second()]).toEqual([true, false, true, false])
  expect(order.begin()()).toBe(true)
})
