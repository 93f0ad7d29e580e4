import { expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { buildCeremonyCookieAttributes, findCeremonyCookieName } from './ceremony-cookie.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

it.each([
  ['http://localhost:3000', 'jwt', 'jwt-ceremony', false],
  ['https://auth.example.org', '__Host-jwt', '__Host-jwt-ceremony', true],
  ['https://auth.example.org', '__Secure-id', '__Host-id-ceremony', true],
  ['https://auth.example.org', 'id', '__Host-id-ceremony', true],
])('at %s beside the cookie %s it is %s', (publicUrl, cookieName, name, secure) => {
  Object.assign(env(), { publicUrl: new URL(publicUrl), cookieName, cookieSameSite: 'None' })
  expect(findCeremonyCookieName()).toBe(name)
  expect(buildCeremonyCookieAttributes(600)).toEqual({
    maxAge: 600,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
  })
})
