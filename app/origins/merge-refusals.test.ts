import { expect, test } from 'vitest'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { mergeRefusals } from './merge-refusals.ts'

const refusal = (origin: string, count = 1) =>
  ({ origin, reason: 'origin_not_allowed', count }) as RefusalJson
const [a, b, c] = [refusal('a'), refusal('b'), refusal('c')]

test('refusals that are shown stay where they are, with new numbers', () => {
  expect(mergeRefusals([a, b], [refusal('b', 7), a], false)).toEqual([a, refusal('b', 7)])
})

test('new refusals come first, but last while the user is about to act', () => {
  expect(mergeRefusals([a, b], [c, b, a], false)).toEqual([c, a, b])
  expect(mergeRefusals([a, b], [c, b, a], true)).toEqual([a, b, c])
})

test('refusals that are gone disappear, but stay while the user is about to act', () => {
  expect(mergeRefusals([a, b, c], [c, a], false)).toEqual([a, c])
  expect(mergeRefusals([a, b, c], [c, a], true)).toEqual([a, b, c])
})

test('one origin may be refused for two reasons', () => {
  const other = { ...a, reason: 'header_not_allowed' } as RefusalJson
  expect(mergeRefusals([a], [other, a], true)).toEqual([a, other])
})
