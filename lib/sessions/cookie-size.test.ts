import { expect, it } from 'vitest'
import { makeSessionCookie } from './cookie.ts'
import { signToken } from './token.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
process.env.TRUST_PROXY = '1'
process.env.PUBLIC_URL = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example.org`

it('browsers keep the largest possible cookie', async () => {
  const token = await signToken({
    userId: 2 ** 31 - 1,
    uid: '@'.repeat(64),
    sessionId: crypto.randomUUID(),
    expiresAt: new Date(Date.now() + 1000),
  })
  const [pair = ''] = makeSessionCookie(token, 400 * 24 * 3600).split(';')
  expect(pair).toContain(token)
  expect(pair.length).toBeLessThanOrEqual(4096)
})
