import { expect, test } from 'vitest'
import { findMenuItem } from './menu-keys.ts'

const names = ['Open', 'Edit…', 'Disable…', 'Delete…']

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 3, 0],
  ['ArrowDown', -1, 0],
  ['ArrowUp', 0, 3],
  ['ArrowUp', -1, 3],
  ['ArrowUp', 2, 1],
  ['Home', 2, 0],
  ['End', 0, 3],
  [' ', 2, 2],
  ['d', 0, 2],
  ['D', 2, 3],
  ['d', 3, 2],
  ['o', 3, 0],
  ['x', 1, undefined],
  ['Enter', 1, undefined],
  ['Escape', 1, undefined],
] as const)('%s leads from %i to %s', (key, at, to) => {
  expect(findMenuItem(key, at, names)).toBe(to)
})
