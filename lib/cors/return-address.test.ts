import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findReturnAddressFault, isReturnAddress } from './return-address.ts'

describe('findReturnAddressFault', () => {
  it.each([
    'https://you.github.io/app/',
    'https://you.github.io/app/?tenant=1',
    'https://you.github.io:8443/',
    'http://localhost:4100/',
    'http://127.0.0.1/callback',
    'http://[::1]:7000/callback',
  ])('takes %s of a page', text => {
    expect(findReturnAddressFault(text, 'page')).toBeNull()
  })

  it('takes a private scheme of an app, and not of a page', () => {
    expect(findReturnAddressFault('com.example.app:/oauth', 'app')).toBeNull()
    expect(findReturnAddressFault('com.example.app:/oauth', 'page')?.problem).toMatch(/https/)
  })

  it.each([
    '',
    '/app/',
    'you.github.io/app',
    'http://you.github.io/',
    'https://you.github.io',
    'https://YOU.github.io/',
    'https://you.github.io:443/',
    'https://you.github.io/a/../b',
    'https://you.github.io/a#b',
    'https://you.github.io/#',
    'https://user@you.github.io/',
    'https://user:pass@you.github.io/',
    'https://*.github.io/',
    'https://you.github.io/*',
    'https://you.github.io/a b',
    'https://you.github.io/\\evil.example',
    'https://you.github.io\n/',
    'https:you.github.io/',
    'https:///you.github.io/',
    'javascript:alert(1)',
    'javascript.x:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'app:/oauth',
    `https://you.github.io/${'a'.repeat(1000)}`,
  ])('finds fault with %j', text => {
    expect(findReturnAddressFault(text, 'page')).toMatchObject({ problem: expect.any(String) })
  })

  it('says how to write one that is nearly right', () => {
    const fault = findReturnAddressFault('https://you.github.io', 'page')
    expect(fault?.fix).toBe('write https://you.github.io/')
  })
})

describe('isReturnAddress', () => {
  const registered = ['https://you.github.io/app/', 'http://127.0.0.1/callback']

  it('compares byte by byte', () => {
    expect(isReturnAddress(registered, 'https://you.github.io/app/')).toBe(true)
  })

  it.each([
    'https://you.github.io/app',
    'https://you.github.io/app/x',
    'https://you.github.io/app/?',
    'https://you.github.io/app/?a=1',
    'https://you.github.io/app/#',
    'https://you.github.io/app/#a',
    'https://you.github.io/app/../app/',
    'https://you.github.io/app/%2e%2e/',
    'https://you.github.io/APP/',
    'https://YOU.github.io/app/',
    'https://you.github.io.evil.example/app/',
    'https://you.github.io@evil.example/app/',
    'https://evil.example/https://you.github.io/app/',
    'https://you.github.io:443/app/',
    'https://you.github.io:8443/app/',
    'http://you.github.io/app/',
    'https://user@you.github.io/app/',
    'https://you.github.io\\app/',
    'https:/you.github.io/app/',
    ' https://you.github.io/app/',
    'https://you.github.io/app/\n',
    'https://you%2egithub.io/app/',
    'https://yоu.github.io/app/',
  ])('refuses %j', address => {
    expect(isReturnAddress(registered, address)).toBe(false)
    expect(isReturnAddress(registered, address, true)).toBe(false)
  })

  it('leaves the port of a loopback address to a native app alone', () => {
    expect(isReturnAddress(registered, 'http://127.0.0.1:49152/callback', true)).toBe(true)
    expect(isReturnAddress(registered, 'http://127.0.0.1:49152/callback')).toBe(false)
  })

  it.each([
    'http://127.0.0.1:49152/other',
    'http://127.0.0.1:49152/callback?a=1',
    'http://127.0.0.1:49152/callback#a',
    'http://127.0.0.1:49152@evil.example/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://localhost:49152/callback',
    'http://[::1]:49152/callback',
    'https://127.0.0.1:49152/callback',
    'http://127.0.0.1:80/callback',
    'http://127.0.0.1:99999/callback',
    'http://127.0.0.1:/callback',
  ])('refuses %s of a native app', address => {
    expect(isReturnAddress(registered, address, true)).toBe(false)
  })

  it('never takes an address of another origin', () => {
    const parts = fc.array(
      fc.constantFrom(
        'https:',
        '//',
        'you.github.io',
        'evil.example',
        '@',
        ':',
        '/',
        '\\',
        '#',
        '?',
        '%2f',
        '.',
        '..',
        'app',
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(parts, pieces => {
        const address = pieces.join('')
        if (!isReturnAddress(registered, address, true)) return
        expect(['https://you.github.io', 'http://127.0.0.1']).toContain(new URL(address).origin)
      }),
    )
  })
})
