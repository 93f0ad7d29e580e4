import { describe, expect, test, vi } from 'vitest'
import { invalidInput, limited, Problem } from '#lib/http/problem.ts'
import { readId, readText, refuseForeignForm, toFormState } from './form.ts'

process.env.SECRET_KEY = '7Qd0vX2mB9sT4kW8yZ1nR6cF3hJ5gL0p'
process.env.TRUST_PROXY = '1'
process.env.PUBLIC_URL = 'https://auth.example.com'
process.env.CORS_ORIGINS = 'https://shop.example.com'

const values = { uid: 'toby' }

describe('toFormState', () => {
  test('puts each error at its field', () => {
    const problem = invalidInput([
      { path: 'uid', message: 'Too short.' },
      { path: 'dob', message: 'Not a day.' },
    ])
    expect(toFormState(problem, values)).toEqual({
      values,
      errors: { uid: 'Too short.', dob: 'Not a day.' },
    })
  })

  test('puts an error that is about no field above the form', () => {
    const problem = new Problem(403, 'signup_closed', 'Sign-up is closed.')
    expect(toFormState(problem, values)).toEqual({
      values,
      errors: {},
      alert: 'Sign-up is closed.',
    })
  })

  test('says when a limit ends', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') })
    const { alert, until } = toFormState(limited(900), values)
    vi.useRealTimers()
    expect(alert).toContain('15 minutes')
    expect(until).toBe('2026-03-01T12:15:00.000Z')
  })

  test('passes on an error that is not a refusal, so that nobody sees its text', () => {
    const failure = new Error('SQLITE_IOERR at /data/latchkey.db')
    expect(() => toFormState(failure, values)).toThrow(failure)
  })
})

describe('refuseForeignForm', () => {
  test.each([
    ['our own page', { origin: 'https://auth.example.com' }],
    ['our own page, by Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
    ['no browser', {}],
  ])('lets %s through', (_who, headers) => {
    expect(() => refuseForeignForm(new Headers(headers))).not.toThrow()
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['an origin that may call the API', { origin: 'https://shop.example.com' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site, by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', (_who, headers) => {
    expect(() => refuseForeignForm(new Headers(headers))).toThrow(Problem)
  })
})

test('readText is empty for a file and for a missing field', () => {
  const form = new FormData()
  form.set('uid', 'toby')
  form.set('photo', new Blob(['x']))
  expect(readText(form, 'uid')).toBe('toby')
  expect(readText(form, 'photo')).toBe('')
  expect(readText(form, 'name')).toBe('')
})

test.each([
  ['7', 7],
  ['', 0],
  ['x', 0],
])('readId reads "%s" as %i', (text, id) => {
  const form = new FormData()
  form.set('id', text)
  expect(readId(form)).toBe(id)
})
