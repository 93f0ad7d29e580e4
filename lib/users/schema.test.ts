import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NamedUserChanges, NewUser, UserChanges, UserQuery, UserReference } from './schema.ts'

Object.assign(process.env, {
  SECRET_KEY: 'a-key-of-32-bytes-for-this-test-only',
  ROLES: 'User,Head Teacher,Admin',
})

const valid = { uid: 'toby', name: 'Thomas Edison', password: 'correct horse' }
const faults = (change: object) =>
  NewUser.safeParse({ ...valid, ...change }).error?.issues.map(issue => issue.path[0]) ?? []

describe('NewUser', () => {
  it('ignores blanks around a uid, as the pages and the sign-in do', () => {
    expect(NewUser.parse({ ...valid, uid: ' toby\t' })).toMatchObject({ uid: 'toby' })
    expect(UserChanges.parse({ uid: 'toby ' })).toEqual({ uid: 'toby' })
    expect(UserReference.parse({ uid: ' toby' })).toEqual({ uid: 'toby' })
    expect(UserReference.safeParse({ uid: '  ' }).success).toBe(false)
  })

  it.each([
    { uid: 'ab' },
    { uid: 'a.b_c-d@example.com' },
    { uid: 'x'.repeat(64) },
    { name: 'Zoë Ñandú' },
    { name: '  trimmed  ' },
    { name: '漢字' },
    { password: 'all lower case' },
    { password: '😀'.repeat(64) },
    { password: 'x'.repeat(256) },
    { email: '' },
    { email: null },
    { email: 'a@b.example' },
    { dob: '' },
    { dob: '12-31-1999' },
    { role: 'Admin' },
    { role: 'Head Teacher' },
    { unknown: 'ignored' },
  ])('accepts %j', change => {
    expect(faults(change)).toEqual([])
  })

  it.each([
    [
      'uid',
      [
        'a',
        'x'.repeat(65),
        'a b',
        'a/b',
        'a\0b',
        'ü-ber',
        '..',
        '...',
        'Authenticate',
        'bulk',
        'Export',
        'import',
        '',
        7,
        null,
        ['toby'],
        { $ne: 1 },
      ],
    ],
    ['name', ['a', ' a ', 'x'.repeat(101), 'a<b', 'a>b', 'a\nb', 'a\u0000b', '\ud800a', 7, []]],
    [
      'password',
      [
        '1234567',
        'x'.repeat(257),
        'é'.repeat(7),
        '\ud800'.repeat(9),
        '\u0301'.repeat(30_000),
        12345678,
        null,
        { $ne: 1 },
      ],
    ],
    [
      'email',
      [
        'a',
        'a@b',
        'a b@c.example',
        'a@b.example\n',
        'a@-b.example',
        'a<b@c.example',
        'a@b.example.',
        'ä@b.example',
        `${'x'.repeat(250)}@c.example`,
        7,
        ['a@b.example'],
      ],
    ],
    ['dob', ['1999', '31-12-1999', '2999-01-01', 19991231, {}]],
    ['role', ['admin', 'ADMIN', ' Admin', 'User,Admin', 'Head', 'Root', '', 1, ['Admin'], null]],
  ])('refuses a bad %s', (field, values) => {
    for (const value of values) expect(faults({ [field]: value }), String(value)).toEqual([field])
  })

  it.each(['a%b', 'a&b', 'a/b', 'a!b', '#a', "o'neil", 'a.b+c', '=a', 'a.'])(
    'accepts the mailbox %s, as a form does',
    mailbox => {
      const email = `${mailbox}@Mail.xn--p1ai`
      expect(NewUser.parse({ ...valid, email }).email).toBe(email)
    },
  )

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), value => void NewUser.safeParse(value)))
  })
})

describe('UserChanges', () => {
  it('accepts an empty change', () => {
    expect(UserChanges.parse({ unknown: 'ignored' })).toEqual({})
  })

  it.each([
    [{ email: '' }, { email: null }],
    [{ dob: null }, { dob: null }],
    [{ dob: '12-31-1999' }, { dob: '1999-12-31' }],
    [{ disabled: false }, { disabled: false }],
    [{ currentPassword: '' }, { currentPassword: '' }],
  ])('reads %j as %j', (input, output) => {
    expect(UserChanges.parse(input)).toEqual(output)
  })

  it.each([
    { uid: null },
    { name: null },
    { name: '' },
    { password: null },
    { password: '' },
    { role: null },
    { disabled: null },
    { disabled: 'true' },
    { disabled: 1 },
    { currentPassword: null },
    { currentPassword: 'x'.repeat(2049) },
  ])('refuses %j', changes => {
    const { error } = UserChanges.safeParse(changes)
    expect(error?.issues.map(issue => issue.path[0])).toEqual(Object.keys(changes))
  })
})

describe('NamedUserChanges', () => {
  it.each([0, -1, 1.5, 2 ** 31, 2 ** 53, 1e300, '7', null, [7], true])('refuses the id %j', id => {
    expect(NamedUserChanges.safeParse({ id }).success).toBe(false)
  })

  it.each([1, 2 ** 31 - 1])('accepts the id %j', id => {
    expect(NamedUserChanges.parse({ id })).toEqual({ id })
  })
})

describe('UserQuery', () => {
  it('asks for 200 users by default', () => {
    expect(UserQuery.parse({})).toEqual({ q: '', limit: 200 })
  })

  it.each([
    { limit: '0' },
    { limit: '1001' },
    { limit: '1.5' },
    { limit: 'many' },
    { sort: 'password' },
    { sort: '--uid' },
    { q: 'x'.repeat(101) },
    { q: 'a\0b' },
    { role: 'a\0b' },
    { role: 'x'.repeat(65) },
    { status: 'Enabled' },
    { status: '' },
  ])('refuses %j', query => {
    expect(UserQuery.safeParse(query).success).toBe(false)
  })
})
