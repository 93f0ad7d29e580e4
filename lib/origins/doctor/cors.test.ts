import { expect, test } from 'vitest'
import { findUngranted, listExposedHeaders, runCorsCheck } from './cors.ts'

const origin = 'https://you.github.io'
const allow = (value: string) => ['Access-Control-Allow-Origin', value] as const
const credentials = ['Access-Control-Allow-Credentials', 'true'] as const

test.each([
  [[], 'omit', 'no_origin'],
  [[allow(origin)], 'omit', null],
  [[allow(origin)], 'include', 'no_credentials'],
  [[allow(origin), credentials], 'include', null],
  [[allow('*')], 'omit', null],
  [[allow('*'), credentials], 'include', 'other_origin'],
  [[allow(`${origin}/`), credentials], 'include', 'other_origin'],
  [[allow('https://YOU.github.io')], 'omit', 'other_origin'],
  [[allow(origin), ['Access-Control-Allow-Credentials', 'TRUE']], 'include', 'no_credentials'],
] as const)('%j, %s: %s', (headers, wanted, failure) => {
  expect(runCorsCheck(headers, { origin, credentials: wanted })).toBe(failure)
})

test('a preflight grants methods in their exact case and header names in any case', () => {
  const headers = [
    ['Access-Control-Allow-Methods', 'PATCH, DELETE'],
    ['Access-Control-Allow-Headers', 'X-One, Content-Type'],
  ] as const
  const of = (method: string, ...unsafe: string[]) => findUngranted(headers, { method, unsafe })
  expect(of('PATCH', 'x-one')).toEqual({ method: null, names: [] })
  expect(of('GET', 'content-type', 'x-two')).toEqual({ method: null, names: ['x-two'] })
  expect(of('patch')).toEqual({ method: 'patch', names: [] })
  expect(of('PUT', 'x')).toEqual({ method: 'PUT', names: ['x'] })
})

test('lists the headers that a page may read', () => {
  expect(listExposedHeaders([])).toMatch(/Pragma$/)
  expect(listExposedHeaders([['Access-Control-Expose-Headers', 'Link']])).toMatch(
    /Content-Type.*, Link$/,
  )
})
