import { expect, test } from 'vitest'
import { type CookieShape, listCookieVerdicts } from './cookie.ts'

const lax: CookieShape = { name: 'jwt', sameSite: 'lax', secure: false, partitioned: false }
const strict: CookieShape = { ...lax, sameSite: 'strict' }
const none: CookieShape = { ...lax, sameSite: 'none', secure: true, partitioned: true }

test.each([
  ['same-origin', strict, 'Chrome Firefox Safari'],
  ['same-site', lax, 'Chrome Firefox Safari'],
  ['same-site', strict, 'Chrome Firefox Safari'],
  ['same-site', none, 'Chrome Firefox Safari'],
  ['cross-site', lax, ''],
  ['cross-site', strict, ''],
  ['cross-site', none, 'Chrome Firefox'],
  ['cross-site', { ...none, partitioned: false }, 'Chrome Firefox'],
  ['cross-site', { ...none, secure: false }, ''],
] as const)('%s, %j: sent by %s', (relation, cookie, browsers) => {
  const sent = listCookieVerdicts(relation, cookie).filter(verdict => verdict.sent)
  expect(sent.map(({ browser }) => browser).join(' ')).toBe(browsers)
})

test.each([
  [lax, 'Firefox Safari'],
  [strict, 'Firefox Safari'],
  [none, 'Chrome Firefox Safari'],
] as const)('another scheme alone, %j: sent by %s', (cookie, browsers) => {
  const sent = listCookieVerdicts('cross-site', cookie, true).filter(verdict => verdict.sent)
  expect(sent.map(({ browser }) => browser).join(' ')).toBe(browsers)
})
