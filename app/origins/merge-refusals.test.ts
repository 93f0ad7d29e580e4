import { expect, test } from 'vitest'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { mergeRefusals } from './merge-refusals.ts'

const refusal = (origin: string, count = 1) =>
  ({ origin, reason: 'origin_not_allowed', count }) as RefusalJson
const [a, b, c] = [refusal('a'), refusal('b'), refusal('c')]

test('what is shown stays where it is, with the numbers of now', () => {
  expect(mergeRefusals([a, b], [refusal('b', 7), a], false)).toEqual([a, refusal('b', 7)])
})

test('what is new stands first, and last while somebody is about to act', () => {
  expect(mergeRefusals([a, b], [c, b, a], false)).toEqual([c, a, b])
  expect(mergeRefusals([a, b], [c, b, a], true)).toEqual([a, b, c])
})

test('what is no more is not shown, but stays while somebody is about to act', () => {
  expect(mergeRefusals([a, b, c], [c, a], false)).toEqual([a, c])
  expect(mergeRefusals([a, b, c], [c, a], true)).toEqual([a, b, c])
})

test('one origin may be refused for two reasons', () => {
  const other = { ...a, reason: 'header_not_allowed' } as RefusalJson
  expect(mergeRefusals([a], [other, a], true)).toEqual([a, other])
})
