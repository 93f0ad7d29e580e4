import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findOriginFault, isLoopback } from './origin.ts'

describe('isLoopback', () => {
  test.each(['localhost', 'auth.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::1'])(
    '%s is',
    host => expect(isLoopback(host)).toBe(true),
  )

  test.each([
    '',
    'localhost.example',
    'notlocalhost',
    'localhost.',
    '127.0.0.1.example.com',
    '127.example.com',
    '128.0.0.1',
    '10.0.0.1',
    '0.0.0.0',
    '[::]',
  ])('%s is not', host => expect(isLoopback(host)).toBe(false))
})

describe('findOriginFault', () => {
  test.each([
    'https://you.github.io',
    'https://you.github.io:8443',
    'https://xn--bcher-kva.example',
    'https://*.example.com',
    'https://*.you.example.com:8443',
    'http://*.localhost:4100',
    'http://localhost',
    'http://localhost:4100',
    'http://127.0.0.1:4100',
    'http://[::1]:4100',
    'http://pages.localhost:4100',
  ])('%s passes', text => expect(findOriginFault(text)).toBeNull())

  const example = 'write scheme and host, as in https://you.github.io'
  test.each([
    ['', 'has an empty entry', 'remove the extra comma'],
    ['*', '"*" would trust every site', 'list each origin'],
    ['null', '"null" is sent by any sandboxed frame', 'serve the page over http'],
    ['https://a.*.example', 'wildcard', 'as the whole first name: https://*.example.com'],
    ['https://a*.example', 'wildcard', 'whole first name'],
    ['https://*.*.example', 'wildcard', 'whole first name'],
    ['https://*', 'wildcard', 'whole first name'],
    ['*.example.com', 'wildcard', 'whole first name'],
    ['https://*.example.com/', 'ends with a slash', 'write https://*.example.com'],
    ['https://*.example.com/blog', 'a path', 'write https://*.example.com'],
    ['http://*.example.com', 'plain http', 'write https://*.example.com'],
    ['https://*.192.0.2.1', 'not a URL', example],
    ['ftp://*.example.com', 'neither https nor http', example],
    ['https://192.0.2.1', 'is an address', 'use a name'],
    ['https://192.0.2.1/blog', 'is an address', 'use a name'],
    ['https://[2001:db8::1]:8443', 'is an address', 'use a name'],
    ['http://3221225985', 'is an address', 'use a name'],
    ['https://a.example https://b.example', 'white space', 'separate origins by commas'],
    ['https://a.ex\tample', 'white space', 'separate origins by commas'],
    ['you.github.io', 'no scheme', 'write https://you.github.io'],
    ['//you.github.io', 'no scheme', 'write https://you.github.io'],
    ['localhost:4100', 'no scheme', 'write http://localhost:4100'],
    ['https:you.github.io', 'no scheme', 'write https://you.github.io'],
    ['https:/you.github.io', 'no scheme', 'write https://you.github.io'],
    ['https//you.github.io', 'no scheme', 'write https://you.github.io'],
    ['http:/localhost:4100', 'no scheme', 'write http://localhost:4100'],
    ['https://a.example;https://b.example', 'more than one', 'separate origins by commas'],
    ['https://.example.com', 'empty name', 'write https://example.com'],
    ['https://a..example.com', 'empty name', 'write https://a.example.com'],
    ['https://*..example.com', 'empty name', 'write https://*.example.com'],
    ['https://', 'not a URL', example],
    ['https://a.example:99999', 'not a URL', example],
    ['ftp://a.example', 'neither https nor http', example],
    ['chrome-extension://abcdef', 'an extension', 'the 32 letters of its ID'],
    ['file:///etc/passwd', 'whose pages have no origin', 'serve the page over http'],
    ['https://me:pw@a.example', 'user name or password', 'write https://a.example'],
    ['https://:pw@a.example', 'user name or password', 'write https://a.example'],
    ['https://a.example?q', 'query or fragment', 'write https://a.example'],
    ['https://a.example#', 'query or fragment', 'write https://a.example'],
    ['https://a.example/blog', 'a path', 'write https://a.example'],
    ['https://a.example/', 'ends with a slash', 'write https://a.example'],
    ['https://a.example\\', 'ends with a slash', 'write https://a.example'],
    ['https://a.example.', 'ends with a dot', 'write https://a.example'],
    ['http://a.example', 'plain http', 'write https://a.example'],
    ['http://127.0.0.1.example:4100', 'plain http', 'write https://127.0.0.1.example:4100'],
    ['https://A.example', 'upper case', 'write https://a.example'],
    ['HTTPS://a.example', 'upper case', 'write https://a.example'],
    ['https://a.example:443', 'not how a browser', 'write https://a.example'],
    ['http://localhost:080', 'not how a browser', 'write http://localhost'],
    ['https://bücher.example', 'not how a browser', 'write https://xn--bcher-kva.example'],
    ['http://0x7f.1:4100', 'not how a browser', 'write http://127.0.0.1:4100'],
    ['https:///a.example', 'not how a browser', 'write https://a.example'],
    ['__proto__', 'no scheme', 'write https://__proto__'],
  ])('%j: %s', (text, problem, fix) => {
    const fault = findOriginFault(text)
    expect(fault?.problem).toContain(problem)
    expect(fault?.fix).toContain(fix)
  })

  test('plain http is a fault in every mode that allows cookies', () => {
    const faults = (['both', 'cookie', 'bearer'] as const).map(mode =>
      findOriginFault('http://shop.example', mode),
    )
    expect(faults.map(fault => fault === null)).toEqual([false, false, true])
    expect(findOriginFault('http://shop.example/', 'bearer')?.problem).toContain(
      'ends with a slash',
    )
  })

  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.webUrl({
      validSchemes: ['http'],
      authoritySettings: { withPort: true, withUserInfo: true },
    }),
    fc.string({ unit: 'binary' }).map(host => `https://${host}`),
    fc.webUrl().map(url => url.replace('//', '//*.')),
  )

  test('an entry that passes is what a browser sends', () => {
    fc.assert(
      fc.property(anything, text => {
        const exact = text.replace('//*.', '//any.')
        if (findOriginFault(text) === null) expect(new URL(exact).origin).toBe(exact)
      }),
      { numRuns: 1000 },
    )
  })

  test('a suggested fix passes', () => {
    fc.assert(
      fc.property(anything, text => {
        const written = findOriginFault(text)?.fix.match(/^write (?!scheme)(\S+)$/)?.[1]
        if (written !== undefined) expect(findOriginFault(written)).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })
})
