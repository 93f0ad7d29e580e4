import { describe, expect, test } from 'vitest'
import { formatDay, formatExactDate, formatRelativeDate } from './format-date.ts'

const now = new Date('2026-03-01T12:00:00Z')

describe('formatRelativeDate names the largest whole unit', () => {
  test.each([
    ['2026-03-01T12:00:00Z', 'just now'],
    ['2026-03-01T11:59:01Z', 'just now'],
    ['2026-03-01T11:59:00Z', '1 minute ago'],
    ['2026-03-01T11:00:01Z', '59 minutes ago'],
    ['2026-03-01T11:00:00Z', '1 hour ago'],
    ['2026-02-28T12:00:01Z', '23 hours ago'],
    ['2026-02-28T12:00:00Z', '1 day ago'],
    ['2026-02-01T12:00:00Z', '28 days ago'],
    ['2026-01-25T12:00:00Z', '1 month ago'],
    ['2025-03-10T12:00:00Z', '11 months ago'],
    ['2025-03-01T00:00:00Z', '1 year ago'],
    ['2006-02-28T12:00:00Z', '20 years ago'],
    ['2026-03-01T12:00:30Z', 'just now'],
    ['2026-03-01T14:00:00Z', 'in 2 hours'],
  ])('%s is %s', (then, words) => {
    expect(formatRelativeDate(new Date(then), now)).toBe(words)
  })
})

test('formatExactDate does not depend on the time zone of the server', () => {
  expect(formatExactDate(new Date('2026-03-01T23:59:59.999Z'))).toBe('1 Mar 2026, 23:59 UTC')
})

test('formatDay writes the day in words', () => {
  expect(formatDay('1815-12-10')).toBe('10 December 1815')
})
