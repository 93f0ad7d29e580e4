import { describe, expect, it } from 'vitest'
import { computeAge, readBirthday } from './birthday.ts'

const today = new Date('2026-11-23T12:00:00Z')

describe('readBirthday', () => {
  it.each([
    ['1959-10-21', '1959-10-21'],
    ['10-21-1959', '1959-10-21'],
    ['2024-02-29', '2024-02-29'],
    ['2026-11-23', '2026-11-23'],
  ])('takes %s', (text, day) => {
    expect(readBirthday(text, today)).toBe(day)
  })

  it.each([
    ['2023-02-29'],
    ['2026-11-24'],
    ['1799-12-31'],
    ['21-10-1959'],
    ['1959-1-2'],
    ['1959-10-21T00:00'],
    [' 1959-10-21'],
    ['yesterday'],
    [''],
  ])('refuses %j', text => {
    expect(readBirthday(text, today)).toBeNull()
  })
})

describe('computeAge', () => {
  it.each([
    ['2000-11-23', 26],
    ['2000-11-24', 25],
    ['2000-12-01', 25],
    ['2026-11-23', 0],
  ])('born on %s is %d', (dob, age) => {
    expect(computeAge(dob, today)).toBe(age)
  })
})
