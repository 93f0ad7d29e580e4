import { expect, test } from 'vitest'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { mergeLive } from './merge-live.ts'
import { REFUSED_ORIGINS } from './refused-origins.ts'

const refusal = (origin: string, count = 1) =>
  ({ origin, reason: 'origin_not_allowed', count }) as RefusalJson
const merge = (shown: RefusalJson[], now: RefusalJson[], held: boolean) =>
  mergeLive(shown, now, held, REFUSED_ORIGINS.makeKey)
const [a, b, c] = [refusal('a'), refusal('b'), refusal('c')]

test('refusals that are shown stay where they are, with new numbers', () => {
  expect(merge([a, b], [refusal('b', 7), a], false)).toEqual([a, refusal('b', 7)])
})

test('new refusals come first, but last while the user is about to act', () => {
  expect(merge([a, b], [c, b, a], false)).toEqual([c, a, b])
  expect(merge([a, b], [c, b, a], true)).toEqual([a, b, c])
})

test('refusals that are gone disappear, but stay while the user is about to act', () => {
  expect(merge([a, b, c], [c, a], false)).toEqual([a, c])
  expect(merge([a, b, c], [c, a], true)).toEqual([a, b, c])
})

test('one origin may be refused for two reasons', () => {
  const other = { ...a, reason: 'header_not_allowed' } as RefusalJson
  expect(merge([a], [other, a], true)).toEqual([a, other])
})
