import { describe, expect, test } from 'vitest'
import { readUsersView } from './read-users-view.ts'
import { buildUserExportHref, buildUsersHref, findSortDirection, toggleSort } from './users-view.ts'

const plain = { q: '', limit: 50 } as const

describe('readView', () => {
  test('an empty address is the first page', () => {
    expect(readUsersView({})).toEqual(plain)
  })
  test('takes what the address says', () => {
    const params = { q: 'ann', sort: '-joined', limit: '10', after: 'abc' }
    expect(readUsersView(params)).toEqual({ ...params, limit: 10 })
  })
  test('takes the first of a repeated parameter', () => {
    expect(readUsersView({ q: ['ann', 'bob'] })).toEqual({ ...plain, q: 'ann' })
  })
  test('what a form left empty is not there', () => {
    const left = { q: '', role: '', status: '', limit: '' }
    expect(readUsersView(left)).toEqual(plain)
  })
  test('ignores parameters that it does not know', () => {
    expect(readUsersView({ utm_source: 'x', __proto__: 'y' })).toEqual(plain)
  })
  test('shows no more on a page than it offers', () => {
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

describe('usersHref', () => {
  test('leaves out what goes without saying', () => {
    expect(buildUsersHref(plain)).toBe('/users')
    expect(buildUsersHref({ ...plain, sort: 'uid' })).toBe('/users')
  })
  test('says that a search is to be sorted by uid, which goes without saying elsewhere', () => {
    expect(buildUsersHref({ ...plain, q: 'ann', sort: 'uid' })).toBe('/users?q=ann&sort=uid')
  })
  test('is read back as the same view', () => {
    const filters = { role: 'Night & day', status: 'disabled' } as const
    const view = { q: 'a&b=c #1', ...filters, sort: '-name', limit: 10, after: 'x-_y' } as const
    const { searchParams } = new URL(buildUsersHref(view), 'http://own.invalid')
    expect(readUsersView(Object.fromEntries(searchParams))).toEqual(view)
  })
})

describe('exportHref', () => {
  test('is about the same users in the same order, on whichever page', () => {
    const filters = { role: 'Night & day', status: 'disabled', sort: '-name' } as const
    const href = buildUserExportHref({ ...filters, q: 'a&b', limit: 10, after: 'x' }, 'json')
    const { pathname, searchParams } = new URL(href, 'http://own.invalid')
    expect(pathname).toBe('/api/users/export')
    expect(Object.fromEntries(searchParams)).toEqual({ ...filters, q: 'a&b', format: 'json' })
  })
  test('of everybody', () => {
    expect(buildUserExportHref(plain, 'csv')).toBe('/api/users/export?format=csv')
  })
})

describe('turned', () => {
  test('sorts by another column, ascending, from the first page on', () => {
    expect(toggleSort({ ...plain, q: 'ann', after: 'abc' }, 'name')).toEqual({
      ...plain,
      q: 'ann',
      sort: 'name',
    })
  })
  test('turns the same column round and back', () => {
    expect(toggleSort({ ...plain, sort: 'name' }, 'name').sort).toBe('-name')
    expect(toggleSort({ ...plain, sort: '-name' }, 'name').sort).toBe('name')
  })
})

test('sortedBy says which way, for the one column', () => {
  expect(findSortDirection('name', { ...plain, sort: 'name' })).toBe('ascending')
  expect(findSortDirection('name', { ...plain, sort: '-name' })).toBe('descending')
  expect(findSortDirection('uid', { ...plain, sort: 'name' })).toBeUndefined()
})

test('the list is sorted by uid unless told otherwise, what a search finds by no column', () => {
  expect(findSortDirection('uid', plain)).toBe('ascending')
  expect(toggleSort(plain, 'uid').sort).toBe('-uid')
  expect(findSortDirection('uid', { ...plain, q: 'ann' })).toBeUndefined()
  expect(toggleSort({ ...plain, q: 'ann' }, 'uid').sort).toBe('uid')
})
