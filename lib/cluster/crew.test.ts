import { expect, it } from 'vitest'
import { pauseAfter } from './crew.ts'

it('replaces at once who has served for a while, and waits ever longer while each dies young', () => {
  expect([1, 2, 3, 4, 8, 9, 1000].map(pauseAfter)).toEqual([
    ...[0, 500, 1000, 2000],
    ...[30_000, 30_000, 30_000],
  ])
})
