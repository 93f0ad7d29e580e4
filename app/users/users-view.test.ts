import { describe, expect, test } from 'vitest'
import { readUsersView } from './read-users-view.ts'
import { buildUserExportHref, buildUsersHref, findSortDirection, toggleSort } from './users-view.ts'

const plain = { q: '', limit: 50 } as const

describe('readUsersView', () => {
  test('an empty address is the first page', () => {
    expect(readUsersView({})).toEqual(plain)
  })
  test('reads the parameters', () => {
    const params = { q: 'ann', sort: '-joined', limit: '10', after: 'abc' }
    expect(readUsersView(params)).toEqual({ ...params, limit: 10 })
  })
  test('takes the first of a repeated parameter', () => {
    expect(readUsersView({ q: ['ann', 'bob'] })).toEqual({ ...plain, q: 'ann' })
  })
  test('ignores empty parameters', () => {
    const left = { q: '', role: '', status: '', limit: '' }
    expect(readUsersView(left)).toEqual(plain)
  })
  test('ignores parameters that it does not know', () => {
    expect(readUsersView({ utm_source: 'x', __proto__: 'y' })).toEqual(plain)
  })
  test('limits the page to the largest size that is offered', () => {
    expect(readUsersView({ q: 'ann', limit: '1000' })).toEqual({ q: 'ann', limit: 200 })
    expect(readUsersView({ limit: '200' })).toEqual({ ...plain, limit: 200 })
  })
  test.each([
    { sort: 'password' },
    { sort: '--uid' },
    { status: 'asleep' },
    { limit: '0' },
    { limit: 'many' },
    { limit: '1001' },
    { q: 'x'.repeat(101) },
  ])('refuses %o', params => {
    expect(readUsersView(params)).toBeNull()
  })
})

describe('buildUsersHref', () => {
  test('leaves out the defaults', () => {
    expect(buildUsersHref(plain)).toBe('/users')
    expect(buildUsersHref({ ...plain, sort: 'uid' })).toBe('/users')
  })
  test('names the sort by user ID for a search, which has another default', () => {
    expect(buildUsersHref({ ...plain, q: 'ann', sort: 'uid' })).toBe('/users?q=ann&sort=uid')
  })
  test('is read back as the same view', () => {
    const filters = { role: 'Night & day', status: 'disabled' } as const
    const view = { q: 'a&b=c #1', ...filters, sort: '-name', limit: 10, after: 'x-_y' } as const
    const { searchParams } = new URL(buildUsersHref(view), 'http://own.invalid')
    expect(readUsersView(Object.fromEntries(searchParams))).toEqual(view)
  })
})

describe('buildUserExportHref', () => {
  test('has the same users in the same order, on every page', () => {
    const filters = { role: 'Night & day', status: 'disabled', sort: '-name' } as const
    const href = buildUserExportHref({ ...filters, q: 'a&b', limit: 10, after: 'x' }, 'json')
    const { pathname, searchParams } = new URL(href, 'http://own.invalid')
    expect(pathname).toBe('/api/users/export')
    expect(Object.fromEntries(searchParams)).toEqual({ ...filters, q: 'a&b', format: 'json' })
  })
  test('has all users', () => {
    expect(buildUserExportHref(plain, 'csv')).toBe('/api/users/export?format=csv')
  })
})

describe('toggleSort', () => {
  test('sorts by another column, ascending, from the first page', () => {
    expect(toggleSort({ ...plain, q: 'ann', after: 'abc' }, 'name')).toEqual({
      ...plain,
      q: 'ann',
      sort: 'name',
    })
  })
  test('reverses the same column, and back', () => {
    expect(toggleSort({ ...plain, sort: 'name' }, 'name').sort).toBe('-name')
    expect(toggleSort({ ...plain, sort: '-name' }, 'name').sort).toBe('name')
  })
})

test('findSortDirection says the direction of the sorted column', () => {
  expect(findSortDirection('name', { ...plain, sort: 'name' })).toBe('ascending')
  expect(findSortDirection('name', { ...plain, sort: '-name' })).toBe('descending')
  expect(findSortDirection('uid', { ...plain, sort: 'name' })).toBeUndefined()
})

test('by default the list is sorted by user ID, and a search by no column', () => {
  expect(findSortDirection('uid', plain)).toBe('ascending')
  expect(toggleSort(plain, 'uid').sort).toBe('-uid')
  expect(findSortDirection('uid', { ...plain, q: 'ann' })).toBeUndefined()
  expect(toggleSort({ ...plain, q: 'ann' }, 'uid').sort).toBe('uid')
})
