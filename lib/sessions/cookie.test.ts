import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readCookie } from './cookie.ts'

describe('readCookie', () => {
  it.each([
    ['no header', null, null],
    ['an empty header', '', null],
    ['one cookie', 'jwt=a.b.c', 'a.b.c'],
    ['one among others', 'theme=dark; jwt=a.b.c; lang=en', 'a.b.c'],
    ['no space after the semicolon', 'theme=dark;jwt=a', 'a'],
    ['spaces and tabs around', 'theme=dark; \t jwt \t=\t a \t', 'a'],
    ['the first of two', 'jwt=first; jwt=second', 'first'],
    ['an equals sign in the value', 'jwt=a=b==', 'a=b=='],
    ['a quoted value, as sent', 'jwt="a"', '"a"'],
    ['a percent sign, as sent', 'jwt=%61%', '%61%'],
    ['an empty value', 'jwt=', ''],
    ['no equals sign', 'jwt', null],
    ['a cookie without a name', '=jwt=a', null],
    ['another case', 'JWT=a', null],
    ['a longer name', 'xjwt=a; jwtx=b', null],
    ['the name inside a value', 'theme=jwt=a', null],
    ['a no-break space before the name', '\u00a0jwt=a', null],
    ['a zero-width no-break space before the name', '\ufeffjwt=a', null],
    ['a vertical tab before the name', '\vjwt=a', null],
    ['a comma between cookies', 'theme=dark, jwt=a', null],
  ])('%s', (_name, header, value) => {
    expect(readCookie(header, 'jwt')).toBe(value)
  })

  it('finds a cookie among any others, and never throws', () => {
    const other = fc.string({ unit: 'binary' }).map(text => text.replaceAll(/jwt|;/g, ''))
    fc.assert(
      fc.property(fc.array(other), fc.base64String(), fc.array(other), (before, token, after) => {
        const header = [...before, `jwt=${token}`, ...after].join('; ')
        expect(readCookie(header, 'jwt')).toBe(token)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (header, name) => {
        const value = readCookie(header, name)
        expect(value === null || header.includes(value)).toBe(true)
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
