import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toSafeNext } from './safe-next.ts'

describe('toSafeNext keeps a path of this origin', () => {
  test.each([
    '/users',
    '/',
    '/users?sort=-name&q=ann',
    '/users?q=a%2Fb%5Cc%20d',
    '/users/caf%C3%A9#row',
    '/users/a:b@c',
    '/users?next=//evil.example',
    '/users?next=https://evil.example',
  ])('%s', path => {
    expect(toSafeNext(path)).toBe(path)
  })
})

describe('toSafeNext returns /users instead of', () => {
  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a repeated parameter', ['/a', '/b']],
    ['a relative path', 'users'],
    ['another scheme', 'javascript:alert(1)'],
    ['another scheme in capitals', 'JaVaScRiPt:alert(1)'],
    ['an absolute URL', 'https://evil.example/users'],
    ['a URL without slashes', 'https:evil.example'],
    ['a scheme-relative URL', '//evil.example'],
    ['three slashes', '///evil.example'],
    ['a backslash', '/\\evil.example'],
    ['two backslashes', '\\\\evil.example'],
    ['a later backslash', '/users\\..\\..'],
    ['a tab that browsers drop', '/\t/evil.example'],
    ['a line end', '/users\r\nSet-Cookie: a=b'],
    ['a leading space', ' //evil.example'],
    ['a no-break space', '/\u00a0/evil.example'],
    ['a NUL', '/\u0000/evil.example'],
    ['an encoded slash', '/%2fevil.example'],
    ['a doubly encoded slash', '/%252Fevil.example'],
    ['an encoded backslash', '/%5Cevil.example'],
    ['an encoded tab', '/%09/evil.example'],
    ['an encoded line end', '/users%0d%0aSet-Cookie:a=b'],
    ['a broken escape', '/users%zz'],
    ['a half character', '/%c0%ae'],
    ['dot segments that leave two slashes', '/..//evil.example'],
    ['a dot that leaves two slashes', '/.//evil.example'],
    ['encoded dots that leave two slashes', '/%2e%2e//evil.example'],
    ['something endless', `/${'a'.repeat(7168)}`],
  ])('%s', (_what, text) => {
    expect(toSafeNext(text)).toBe('/users')
  })
})

test('toSafeNext never leaves the origin, whatever it is given', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '//',
    '.',
    '..',
    '@',
    ':',
    '?',
    '#',
    '%2f',
    '%5c',
    '%09',
    '%25',
    '\t',
    '\n',
    ' ',
    'evil.example',
    'https:',
    'javascript:',
    '\u00a0',
    '\uff0f',
    '\u202e',
    'users',
  )
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map(all => all.join('')),
  )
  fc.assert(
    fc.property(anything, text => {
      const next = toSafeNext(text)
      const url = new URL(next, 'https://own.example')
      expect(url.origin).toBe('https://own.example')
      expect(url.pathname + url.search + url.hash).toBe(next)
      expect(next).toMatch(/^\/(?![/\\])/)
    }),
    { numRuns: 500 },
  )
})
