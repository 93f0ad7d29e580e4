import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readCookies } from './cookie.ts'

describe('readCookies', () => {
  it.each([
    ['no header', null, []],
    ['an empty header', '', []],
    ['one cookie', 'jwt=a.b.c', ['a.b.c']],
    ['one among others', 'theme=dark; jwt=a.b.c; lang=en', ['a.b.c']],
    ['no space after the semicolon', 'theme=dark;jwt=a', ['a']],
    ['spaces and tabs around', 'theme=dark; \t jwt \t=\t a \t', ['a']],
    ['both of two, in their order', 'jwt=old; theme=dark; jwt=new', ['old', 'new']],
    ['the same one twice', 'jwt=a; jwt=a', ['a']],
    ['an empty one before it', 'jwt=; jwt=a', ['a']],
    ['five of seven', 'jwt=1; jwt=2; jwt=3; jwt=4; jwt=5; jwt=6; jwt=7', ['1', '2', '3', '4', '5']],
    ['an equals sign in the value', 'jwt=a=b==', ['a=b==']],
    ['a quoted value, as sent', 'jwt="a"', ['"a"']],
    ['a percent sign, as sent', 'jwt=%61%', ['%61%']],
    ['an empty value', 'jwt=', []],
    ['no equals sign', 'jwt', []],
    ['a cookie without a name', '=jwt=a', []],
    ['another case', 'JWT=a', []],
    ['a longer name', 'xjwt=a; jwtx=b', []],
    ['the name inside a value', 'theme=jwt=a', []],
    ['a no-break space before the name', '\u00a0jwt=a', []],
    ['a zero-width no-break space before the name', '\ufeffjwt=a', []],
    ['a vertical tab before the name', '\vjwt=a', []],
    ['a comma between cookies', 'theme=dark, jwt=a', []],
  ])('%s', (_name, header, values) => {
    expect(readCookies(header, 'jwt')).toEqual(values)
  })

  it('finds a cookie among any others, and never throws', () => {
    const other = fc.string({ unit: 'binary' }).map(text => text.replaceAll(/jwt|;/g, ''))
    const token = fc.base64String({ minLength: 1 })
    fc.assert(
      fc.property(fc.array(other), token, fc.array(other), (before, token, after) => {
        const header = [...before, `jwt=${token}`, ...after].join('; ')
        expect(readCookies(header, 'jwt')).toEqual([token])
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (header, name) => {
        const values = readCookies(header, name)
        expect(values.every(value => header.includes(value))).toBe(true)
      }),
    )
  })
})

describe('makeSessionCookie', () => {
  afterEach(() => vi.unstubAllEnvs())

  async function cookiesFor(vars: Record<string, string>) {
    vi.stubEnv('SECRET_KEY', 'k9-Jq0ZxT3vB7nWm2LpR8sYd4HgF6aUc')
    for (const [name, value] of Object.entries(vars)) vi.stubEnv(name, value)
    vi.resetModules()
    return import('./cookie.ts')
  }

  const https = { PUBLIC_URL: 'https://auth.example', TRUST_PROXY: '1' }
  const http = { PUBLIC_URL: 'http://localhost:3000' }

  it.each([
    [
      'https',
      https,
      '__Host-jwt=a.b.c; Max-Age=3600; Path=/; HttpOnly; SameSite=None; Secure; Partitioned',
    ],
    ['http', http, 'jwt=a.b.c; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax'],
    [
      'https for one site',
      { ...https, COOKIE_SAMESITE: 'Strict', COOKIE_NAME: 'sid' },
      'sid=a.b.c; Max-Age=3600; Path=/; HttpOnly; SameSite=Strict; Secure',
    ],
  ])('over %s', async (_name, vars, expected) => {
    const { makeSessionCookie, makeExpiredCookie } = await cookiesFor(vars)
    expect(makeSessionCookie('a.b.c', 3600)).toBe(expected)
    expect(makeExpiredCookie()).toBe(expected.replace('a.b.c', '').replace('3600', '0'))
  })

  it('writes whole, non-negative seconds', async () => {
    const { makeSessionCookie } = await cookiesFor(http)
    expect(makeSessionCookie('a', 59.9)).toContain('Max-Age=59;')
    expect(makeSessionCookie('a', -1)).toContain('Max-Age=0;')
  })
})
